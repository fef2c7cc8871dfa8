import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { binaryOf, exec } from "../helpers/runtimes.ts";

test("examples/live runs recorded code on Deno, and retry says that the mended file mends the crash", async () => {
  const command = [binaryOf("node"), join("examples", "live", "run.mjs")];
  const { code, stdout, stderr } = await exec(command, { timeoutMs: 120_000, env: { NO_COLOR: "1" } });
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /^keeptrace: the crash was recorded/m);
  assert.match(stdout, /^Array\(3\) \["Ada", "EUR 298\.00", 298\]$/m, "a getter and a private field");
  assert.match(stdout, /withdraw\(50, .*\)\n"EUR 247\.00"$/m, "a method that changes a private field");
  assert.match(stdout, /this\.#fee\(100\)\n2$/m, "a closure in a private field");
  assert.match(stdout, /^still throws TypeError: Cannot read properties of undefined .*\n.*account\.ts:33\)$/m);
  assert.match(
    stdout,
    /^passes: Account\.withdraw returned "EUR 247\.00"\nran account\.ts:31, changed since the dump$/m,
  );
});
