/**
 * Compares text with a file in `test/golden/`; `KEEPTRACE_UPDATE_GOLDEN=1` writes the file anew.
 *
 * @module
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";

/** Compares text with `test/golden/NAME.txt`; white space at the ends of lines does not count. */
export function matchGolden(name: string, text: string): void {
  const file = new URL(`../../golden/${name}.txt`, import.meta.url);
  const shown = text.split("\n").map((line) => line.trimEnd());
  if (process.env["KEEPTRACE_UPDATE_GOLDEN"] === "1") writeFileSync(file, shown.join("\n"));
  const golden = readFileSync(file, "utf8").split("\n");
  const at = shown.findIndex((line, index) => line !== golden[index]);
  if (at < 0 && shown.length === golden.length) return;
  const from = at < 0 ? shown.length : at;
  assert.deepEqual(
    shown.slice(from, from + 5),
    golden.slice(from, from + 5),
    `${name}.txt differs at line ${from + 1}`,
  );
}
