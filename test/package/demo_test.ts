import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { binaryOf, exec } from "../helpers/runtimes.ts";

test("npm run demo crashes a program on each runtime and opens the dumps", async () => {
  const command = [binaryOf("node"), join("examples", "demo.mjs")];
  const { code, stdout, stderr } = await exec(command, { timeoutMs: 120_000, env: { NO_COLOR: "1" } });
  assert.equal(code, 0, stdout + stderr);
  for (const runtime of ["Node", "Deno", "Bun"]) assert.match(stdout, new RegExp(`^${runtime} crashes, `, "m"));
  assert.equal(stdout.match(/^keeptrace: the crash was recorded/gm)?.length, 3, stdout);
  assert.match(stdout, /^→ +1 {2}parseAmount\(text="1\.249,50"/m);
  assert.match(stdout, /^169\.9$/m, "a private field, read at the prompt");
  const lines = stdout.trimEnd().split("\n");
  assert.match(lines.at(-1)!, /^ {2}node dist[\\/]cli\.js .*\.cbor$/);
});
