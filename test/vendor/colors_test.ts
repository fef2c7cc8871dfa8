import test from "node:test";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { bold, brightRed, cyan, dim, green, italic, magenta, red, yellow } from "@std/fmt/colors";
import { CURRENT, run } from "../helpers/runtimes.ts";

const noColor = (globalThis as { Deno?: { noColor: boolean } }).Deno?.noColor === true;

test("colors wrap text in the escape codes of each style", () => {
  const styles = [bold, dim, italic, red, green, yellow, magenta, cyan, brightRed];
  const codes = [[1, 22], [2, 22], [3, 23], [31, 39], [32, 39], [33, 39], [35, 39], [36, 39], [91, 39]];
  assert.deepEqual(
    styles.map((style) => style("x")),
    codes.map(([open, close]) => noColor ? "x" : `\x1b[${open}mx\x1b[${close}m`),
  );
});

test("colors open again what an inner style closes", () => {
  if (noColor) return;
  assert.equal(bold(`a${bold("b")}c`), "\x1b[1ma\x1b[1mb\x1b[1mc\x1b[22m");
  assert.equal(bold(`a${dim("b")}c`), "\x1b[1ma\x1b[2mb\x1b[1mc\x1b[22m");
  assert.equal(red(`a${green("b")}c`), "\x1b[31ma\x1b[32mb\x1b[31mc\x1b[39m");
});

test("colors are off under Deno with NO_COLOR, and nowhere else", async () => {
  const program = fileURLToPath(new URL("./print_red.ts", import.meta.url));
  const { stdout } = await run(CURRENT, [program], { env: { NO_COLOR: "1" } });
  assert.equal(stdout.trim(), CURRENT === "deno" ? "x" : "\x1b[31mx\x1b[39m");
});
