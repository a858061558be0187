// After a build: the compressed script of each page, and a failure where one is over the limit of 150 kB.
import { readFileSync } from "node:fs";
import { exit, stdout } from "node:process";
import { gzipSync } from "node:zlib";

const DIST = new URL("../../coach/web_dist/", import.meta.url);
const LIMIT = 150_000;
const read = (path) => readFileSync(new URL(path.replace(/^\//, ""), DIST));

function scriptsOf(page) {
  const html = read(page).toString();
  return [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map((match) => match[1]);
}

let heaviest = 0;
for (const page of ["index.html", "patient.html", "therapist.html", "caregiver.html", "review.html"]) {
  const bytes = scriptsOf(page).reduce((sum, path) => sum + gzipSync(read(path)).length, 0);
  heaviest = Math.max(heaviest, bytes);
  stdout.write(`${page.padEnd(16)} ${(bytes / 1000).toFixed(1).padStart(6)} kB of script, compressed\n`);
}
if (heaviest > LIMIT) {
  stdout.write(`A page carries more than ${LIMIT / 1000} kB of script.\n`);
  exit(1);
}
