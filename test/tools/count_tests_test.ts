import test from "node:test";
import assert from "node:assert/strict";
import { countTests } from "../../tools/gate/count_tests.ts";

test("countTests() reads the totals of node --test, cancelled tests as failed", () => {
  const output = "✔ one\nℹ tests 6\nℹ suites 0\nℹ pass 4\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\nℹ todo 0\n";
  assert.deepEqual(countTests("node", output), { passed: 4, failed: 2 });
});

test("countTests() reads the totals of deno test", () => {
  assert.deepEqual(countTests("deno", "\nok | 13 passed | 0 failed (17ms)\n"), { passed: 13, failed: 0 });
  assert.deepEqual(countTests("deno", "\nFAILED | 20 passed (3 steps) | 1 failed | 2 ignored (1s)\n"), {
    passed: 20,
    failed: 1,
  });
});

test("countTests() reads the totals of bun test, errors outside of tests as failed", () => {
  assert.deepEqual(countTests("bun", "\n 13 pass\n 0 fail\nRan 13 tests across 1 file.\n"), { passed: 13, failed: 0 });
  assert.deepEqual(countTests("bun", "\n 1 pass\n 2 fail\n 1 error\n"), { passed: 1, failed: 3 });
});

test("countTests() takes the last totals, for tests may print some of their own", () => {
  assert.deepEqual(countTests("bun", " 1 pass\n 1 fail\n---\n 2 pass\n 0 fail\n"), { passed: 2, failed: 0 });
});

test("countTests() finds nothing in the output of a run that broke off", () => {
  for (const runner of ["node", "deno", "bun"] as const) {
    assert.equal(countTests(runner, "error: Module not found\n"), undefined);
  }
});
