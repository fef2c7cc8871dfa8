/**
 * Writes the documents that are made from code; with `--check`, says which are not as they must be.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { GENERATED } from "./docs/generated.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const check = process.argv.includes("--check");

function format(markdown: string): string {
  const deno = join(ROOT, "node_modules", ".bin", "deno");
  return execFileSync(deno, ["fmt", "--ext", "md", "-"], { cwd: ROOT, input: markdown, encoding: "utf8" });
}

for (const { path, render } of GENERATED) {
  const file = join(ROOT, path);
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  const after = format(render(before));
  if (before === after) {
    console.log(`${path}: as it must be`);
  } else if (check) {
    console.error(`${path}: not what the code says: run npm run docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, after);
    console.log(`${path}: written`);
  }
}
