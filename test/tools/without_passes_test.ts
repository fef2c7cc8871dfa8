import test from "node:test";
import assert from "node:assert/strict";
import { withoutPasses } from "../../tools/gate/without_passes.ts";

test("withoutPasses() leaves failures and totals of node --test", () => {
  assert.equal(
    withoutPasses("node", "✔ one (1ms)\n✖ two (2ms)\n  AssertionError: no\nℹ pass 1\nℹ fail 1\n"),
    "✖ two (2ms)\n  AssertionError: no\nℹ pass 1\nℹ fail 1\n",
  );
});

test("withoutPasses() leaves failures and totals of deno test", () => {
  const output =
    "running 2 tests from ./a_test.ts\none ... ok (1ms)\ntwo ... FAILED (1ms)\n\nFAILED | 1 passed | 1 failed\n";
  assert.equal(withoutPasses("deno", output), "two ... FAILED (1ms)\n\nFAILED | 1 passed | 1 failed\n");
});

test("withoutPasses() leaves failures and totals of bun test", () => {
  const output = "test/a_test.ts:\n(pass) one [1ms]\nAssertionError: no\n(fail) two [1ms]\n\n 1 pass\n 1 fail\n";
  assert.equal(withoutPasses("bun", output), "AssertionError: no\n(fail) two [1ms]\n\n 1 pass\n 1 fail\n");
});
