// After a build: the compressed script of each page, the heaviest of its languages with it, and a failure where one is
// over the limit of 150 kB.
import { readdirSync, readFileSync } from "node:fs";
import { exit, stdout } from "node:process";
import { gzipSync } from "node:zlib";

const DIST = new URL("../../coach/web_dist/", import.meta.url);
const LIMIT = 150_000;
const read = (path) => readFileSync(new URL(path.replace(/^\//, ""), DIST));

function scriptsOf(page) {
  const html = read(page).toString();
  return [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map((match) => match[1]);
}

const weight = (path) => gzipSync(read(path)).length;
const languages = readdirSync(new URL("assets/", DIST)).filter((name) => /^[a-z]{2}-.*\.js$/.test(name));
const words = Math.max(0, ...languages.map((name) => weight(`assets/${name}`)));

let heaviest = 0;
for (const page of ["index.html", "patient.html", "therapist.html", "caregiver.html", "review.html", "waiting.html", "board.html"]) {
  const bytes = scriptsOf(page).reduce((sum, path) => sum + weight(path), words);
  heaviest = Math.max(heaviest, bytes);
  stdout.write(`${page.padEnd(16)} ${(bytes / 1000).toFixed(1).padStart(6)} kB of script, compressed\n`);
}
if (heaviest > LIMIT) {
  stdout.write(`A page carries more than ${LIMIT / 1000} kB of script.\n`);
  exit(1);
}
