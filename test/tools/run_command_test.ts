import test from "node:test";
import assert from "node:assert/strict";
import { runCommand } from "../../tools/gate/run_command.ts";

test("runCommand() gives output and exit code, without input and colours", async () => {
  const { result } = runCommand(["sh", "-c", "cat; echo out $NO_COLOR; echo error >&2; exit 3"], "/", 10_000);
  const { code, output, timedOut } = await result;
  assert.equal(code, 3);
  assert.deepEqual(output.split("\n").sort(), ["", "error", "out 1"]);
  assert.equal(timedOut, false);
});

test("runCommand() stops a command and what it started when the time is over", async () => {
  // The result comes when nobody holds the output any more: neither the shell nor the sleep it started.
  const { result } = runCommand(["sh", "-c", "sleep 600 & wait"], "/", 300);
  const { code, timedOut } = await result;
  assert.equal(timedOut, true);
  assert.equal(code, null);
});

test("runCommand() says when there is no such command", async () => {
  const { code, output } = await runCommand(["/nowhere/at/all"], "/", 1000).result;
  assert.equal(code, 1);
  assert.match(output, /ENOENT/);
});
