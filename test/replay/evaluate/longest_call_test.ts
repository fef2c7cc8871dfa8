import assert from "node:assert/strict";
import test from "node:test";
import { Interrupt } from "../../../replay/evaluate/interrupt.ts";
import { CURRENT } from "../../helpers/runtimes.ts";

const once = { repeats: false, awaits: false };

test("Interrupt ends a built-in function that never returns, where no signal does", async () => {
  const interrupt = new Interrupt({ longestCallMs: 300 });
  const endless = () => /^(?:a+)+$/.test(`${"a".repeat(60)}b`);
  // Node and Bun end it at SIGINT, and let it run until then.
  if (CURRENT !== "deno") return;
  for (const options of [once, { ...once, repeats: true }]) {
    await assert.rejects(interrupt.run(endless, options), {
      name: "InterruptedError",
      message: "Evaluation ended: it ran for 0.3 s, where Ctrl-C does not reach it",
    });
  }
});

test("Interrupt gives back what a call returns, and what it throws, as it is", async () => {
  const interrupt = new Interrupt({ longestCallMs: 300 });
  const failure = new RangeError("Script execution timed out");
  assert.deepEqual(await interrupt.run(() => 7, once), { value: 7 });
  await assert.rejects(
    interrupt.run(() => {
      throw failure;
    }, once),
    (error) => error === failure,
  );
});
