import test from "node:test";
import assert from "node:assert/strict";
import { findCycles } from "../../tools/rules/find_cycles.ts";

function find(graph: Record<string, string[]>): string[] {
  return findCycles(new Map(Object.entries(graph))).map((cycle) => cycle.join(""));
}

test("findCycles() finds none where every way ends", () => {
  assert.deepEqual(find({ a: ["b", "c"], b: ["d"], c: ["d"], d: ["elsewhere"] }), []);
});

test("findCycles() finds every way back", () => {
  assert.deepEqual(find({ a: ["b"], b: ["c", "a"], c: ["b", "d"], d: ["d"] }), ["bcb", "dd", "aba"]);
});
