import assert from "node:assert/strict";
import test from "node:test";
import { nearest } from "../../../replay/evaluate/nearest.ts";
import { Overlay } from "../../../replay/evaluate/overlay.ts";

test("Overlay holds what was assigned and declared, in order", () => {
  const overlay = new Overlay();
  overlay.set("b", 1);
  overlay.declare(new Map([["a", "let"], ["v", "var"]]));
  overlay.set("a", 2);
  assert.deepEqual([...overlay.entries()], [["b", 1], ["a", 2], ["v", undefined]]);
  assert.equal(overlay.size, 3);
  assert.equal(overlay.has("a") && !overlay.has("z"), true);
});

test("Overlay refuses to read before the first value, and to assign to a constant", () => {
  const overlay = new Overlay();
  overlay.declare(new Map([["c", "const"]]));
  assert.throws(() => overlay.get("c"), new ReferenceError("Cannot access 'c' before initialization"));
  assert.deepEqual([...overlay.entries()], []);
  overlay.set("c", 1);
  assert.throws(() => overlay.set("c", 2), new TypeError("Assignment to constant variable 'c'"));
  assert.equal(overlay.get("c"), 1);
});

test("Overlay.declare() can be taken back where no value came", () => {
  const overlay = new Overlay();
  overlay.set("old", 1);
  overlay.set("kept", 2);
  const undeclare = overlay.declare(new Map([["old", "let"], ["fresh", "let"], ["done", "let"], ["kept", "var"]]));
  overlay.set("done", 3);
  undeclare();
  assert.deepEqual(new Map(overlay.entries()), new Map([["old", 1], ["kept", 2], ["done", 3]]));
});

test("Overlay.reset() drops one name or all", () => {
  const overlay = new Overlay();
  overlay.set("a", 1);
  overlay.set("b", 2);
  overlay.reset("a");
  assert.deepEqual([...overlay.entries()], [["b", 2]]);
  overlay.reset();
  assert.equal(overlay.size, 0);
});

test("nearest() finds a slip and no more", () => {
  const names = ["items", "total", "customer", "id", "Items"];
  const rows: readonly (readonly [name: string, found: string | undefined])[] = [
    ["itmes", "items"],
    ["item", "items"],
    ["costumer", "customer"],
    ["custmoer", "customer"],
    ["ID", "id"],
    ["xd", undefined],
    ["nothing", undefined],
    ["t", undefined],
  ];
  for (const [name, found] of rows) assert.equal(nearest(name, names), found, name);
});
