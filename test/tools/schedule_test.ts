import test from "node:test";
import assert from "node:assert/strict";
import { schedule, type Task } from "../../tools/gate/schedule.ts";

async function log(tasks: readonly Task[], width: number): Promise<string[]> {
  const events: string[] = [];
  await schedule(tasks, width, async ({ name }) => {
    events.push(`+${name}`);
    await new Promise((resolve) => setImmediate(resolve));
    events.push(`-${name}`);
  });
  return events;
}

test("schedule() does no more tasks at a time than it may, in their order", async () => {
  assert.deepEqual(await log([{ name: "a" }, { name: "b" }, { name: "c" }], 2), ["+a", "+b", "-a", "+c", "-b", "-c"]);
  assert.deepEqual(await log([{ name: "a" }, { name: "b" }], 1), ["+a", "-a", "+b", "-b"]);
});

test("schedule() keeps a task back until those before it have ended, and does others meanwhile", async () => {
  const tasks = [{ name: "late", after: ["build"] }, { name: "build" }];
  assert.deepEqual(await log(tasks, 1), ["+build", "-build", "+late", "-late"]);
});

test("schedule() does not wait for what is not to be done", async () => {
  assert.deepEqual(await log([{ name: "late", after: ["build"] }], 2), ["+late", "-late"]);
});

test("schedule() refuses tasks that wait for each other", async () => {
  await assert.rejects(log([{ name: "a", after: ["b"] }, { name: "b", after: ["a"] }], 2), TypeError);
});
