// Writes src/lib/messages.ts from schema/messages.json (`python -m coach.rtc.schema`); `--check` only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { argv, exit, stderr } from "node:process";
import { fileURLToPath } from "node:url";

const SCHEMA = new URL("../schema/messages.json", import.meta.url);
const TARGET = new URL("../src/lib/messages.ts", import.meta.url);

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

function direction(schema, unionName, everyField) {
  const models = Object.entries(schema.$defs).map(([name, node]) =>
    node.properties ? interfaceOf(name, node, everyField) : `export type ${name} = ${typeOf(node)};\n`,
  );
  return [...models, `export type ${unionName} =\n  | ${schema.oneOf.map(typeOf).join("\n  | ")};\n`].join("\n");
}

function generate() {
  const both = JSON.parse(readFileSync(SCHEMA, "utf8"));
  const head = "// Generated from schema/messages.json by `npm run types`. Not edited by hand.\n";
  return [head, direction(both.from_browser, "FromBrowser", false), direction(both.to_browser, "ToBrowser", true)].join(
    "\n",
  );
}

const wanted = generate();
if (argv.includes("--check")) {
  if (readFileSync(TARGET, "utf8") !== wanted) {
    stderr.write(`${fileURLToPath(TARGET)} does not fit the schema: run npm run types\n`);
    exit(1);
  }
} else {
  writeFileSync(TARGET, wanted);
}
