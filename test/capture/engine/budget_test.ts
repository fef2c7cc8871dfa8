import assert from "node:assert/strict";
import test from "node:test";
import { PauseBudget } from "../../../capture/engine/relay/budget.ts";

test("PauseBudget holds twenty seconds' worth, and goes on with a tenth of one", () => {
  const budget = new PauseBudget(50, 0);
  assert.equal(budget.spend(990, 0), 10);
  assert.equal(budget.spend(20, 0), -10);
  assert.equal(budget.refillMs, 300);
  assert.equal(budget.overdrawn, false);
  assert.equal(budget.spend(0, 300), 5);
  assert.equal(budget.refillMs, 0);
  assert.equal(budget.spend(0, 1_000_000), 1000);
  assert.ok(budget.spend(1300, 1_000_000) === -300 && budget.overdrawn);
});

test("PauseBudget without a limit is never spent", () => {
  assert.equal(new PauseBudget(Infinity, 0).spend(1e9, 1), Infinity);
});
