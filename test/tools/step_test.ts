import test from "node:test";
import assert from "node:assert/strict";
import { judge, NOT_CHECKED, type Step } from "../../tools/gate/step.ts";

const CHECK: Step = { name: "check", command: ["check"] };
const TESTS: Step = { name: "tests", command: ["tests"], runner: "bun" };

function judged(step: Step, code: number | null, output = "", timedOut = false) {
  const { passed, failed, problem } = judge(step, { code, output, timedOut, seconds: 1 });
  return { passed, failed, problem };
}

test("judge() counts a command as one check", () => {
  assert.deepEqual(judged(CHECK, 0), { passed: 1, failed: 0, problem: undefined });
  assert.deepEqual(judged(CHECK, 1), { passed: 0, failed: 1, problem: "exit code 1" });
});

test("judge() counts a command that could not check anything neither way", () => {
  assert.deepEqual(judged(CHECK, NOT_CHECKED), { passed: 0, failed: 0, problem: undefined });
  assert.deepEqual(judged(TESTS, NOT_CHECKED), { passed: 0, failed: 1, problem: `exit code ${NOT_CHECKED}` });
});

test("judge() counts a test run by its totals", () => {
  assert.deepEqual(judged(TESTS, 0, " 5 pass\n 0 fail\n"), { passed: 5, failed: 0, problem: undefined });
  assert.deepEqual(judged(TESTS, 1, " 4 pass\n 1 fail\n"), { passed: 4, failed: 1, problem: undefined });
});

test("judge() does not believe totals without failures when the exit code is bad", () => {
  assert.deepEqual(judged(TESTS, 1, " 5 pass\n 0 fail\n"), { passed: 5, failed: 1, problem: "exit code 1" });
  assert.deepEqual(judged(TESTS, null, " 5 pass\n 0 fail\n", true), {
    passed: 5,
    failed: 1,
    problem: "stopped: it ran for 1 s",
  });
});

test("judge() fails a test run without tests", () => {
  assert.deepEqual(judged(TESTS, 0, "nothing here"), { passed: 0, failed: 1, problem: "no test ran" });
});
