import assert from "node:assert/strict";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { interruptedOutput } from "../../helpers/interrupted.ts";
import { CURRENT } from "../../helpers/runtimes.ts";

const PROGRAM = fileURLToPath(new URL("./endless_pattern_program.ts", import.meta.url));

test("find with a pattern that never comes to its end is ended by Ctrl-C, and the session goes on", async () => {
  // On Bun the engine gives up by itself; on Deno no signal reaches a regular expression, which ends after a minute.
  if (CURRENT !== "node") return;
  assert.equal(await interruptedOutput(PROGRAM), "running\nkeeptrace: interrupted\n31\nexit code 1\n");
});
