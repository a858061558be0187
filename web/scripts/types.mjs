// Writes src/lib/messages.ts from schema/messages.json (`python -m coach.rtc.schema`) and src/lib/review.ts from
// schema/review.json (`python -m coach.api.review_schema`); `--check` only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { argv, exit, stderr } from "node:process";
import { fileURLToPath } from "node:url";

const here = (path) => new URL(path, import.meta.url);

const refName = (ref) => ref.split("/").at(-1);
const union = (parts) => [...new Set(parts)].join(" | ");
const wrapped = (text) => (text.includes("|") ? `(${text})` : text);

function arrayType(node) {
  if (node.prefixItems) return `[${node.prefixItems.map(typeOf).join(", ")}]`;
  return `${wrapped(typeOf(node.items))}[]`;
}

/** The TypeScript for one schema node; an unknown kind is an error, never `any`. */
function typeOf(node) {
  if (node.$ref) return refName(node.$ref);
  if ("const" in node) return JSON.stringify(node.const);
  if (node.enum) return union(node.enum.map((value) => JSON.stringify(value)));
  const choices = node.anyOf ?? node.oneOf;
  if (choices) return union(choices.map(typeOf));
  if (node.type === "array") return arrayType(node);
  if (node.type === "object" && !node.additionalProperties) return "Record<string, never>";
  if (node.type === "object") return `Record<string, ${typeOf(node.additionalProperties)}>`;
  const plain = { string: "string", number: "number", integer: "number", boolean: "boolean", null: "null" };
  const found = plain[node.type];
  if (!found) throw new Error(`schema kind not understood: ${JSON.stringify(node)}`);
  return found;
}

function comment(text, indent) {
  if (!text) return "";
  const lines = text.split("\n").map((line) => line.trim());
  return `${indent}/** ${lines.join(`\n${indent} * `)} */\n`;
}

/** From the server every field is present; to the server a field with a default may be left out. */
function interfaceOf(name, node, everyField) {
  const fields = Object.entries(node.properties).map(([key, value]) => {
    const needed = everyField || "const" in value || (node.required ?? []).includes(key);
    return `${comment(value.description, "  ")}  ${key}${needed ? "" : "?"}: ${typeOf(value)};\n`;
  });
  return `${comment(node.description, "")}export interface ${name} {\n${fields.join("")}}\n`;
}

function models(schema, everyField) {
  return Object.entries(schema.$defs).map(([name, node]) =>
    node.properties ? interfaceOf(name, node, everyField) : `export type ${name} = ${typeOf(node)};\n`,
  );
}

function direction(schema, unionName, everyField) {
  const all = `export type ${unionName} =\n  | ${schema.oneOf.map(typeOf).join("\n  | ")};\n`;
  return [...models(schema, everyField), all].join("\n");
}

const head = (source) => `// Generated from schema/${source} by \`npm run types\`. Not edited by hand.\n`;
const read = (source) => JSON.parse(readFileSync(here(`../schema/${source}`), "utf8"));

function messages() {
  const both = read("messages.json");
  const parts = [direction(both.from_browser, "FromBrowser", false), direction(both.to_browser, "ToBrowser", true)];
  return [head("messages.json"), ...parts].join("\n");
}

function review() {
  const both = read("review.json");
  return [head("review.json"), ...models(both.to_server, false), ...models(both.to_browser, true)].join("\n");
}

for (const [name, wanted] of [
  ["messages.ts", messages()],
  ["review.ts", review()],
]) {
  const target = here(`../src/lib/${name}`);
  if (!argv.includes("--check")) {
    writeFileSync(target, wanted);
  } else if (readFileSync(target, "utf8") !== wanted) {
    stderr.write(`${fileURLToPath(target)} does not fit the schema: run npm run types\n`);
    exit(1);
  }
}
