import assert from "node:assert/strict";
import test from "node:test";
import { withOwnBuiltins } from "../../capture/own_builtins.ts";

test("withOwnBuiltins() works with the built-ins as they were, and leaves those of the program", () => {
  const { map } = Array.prototype;
  const at = Object.getOwnPropertyDescriptor(String.prototype, "at")!;
  const { Date: OwnDate } = globalThis;
  const patched = () => assert.fail("ran");
  const counted = Object.assign(class extends Date {}, { now: patched });
  Object.defineProperty(Array.prototype, "map", { value: patched, writable: true, configurable: true });
  Object.defineProperty(Array.prototype, "mine", { value: 1, configurable: true });
  globalThis.Date = counted as unknown as DateConstructor;
  Reflect.deleteProperty(String.prototype, "at");
  let changed: unknown[];
  try {
    const inside = withOwnBuiltins(() => [[1].map((n) => n + 1), Date === OwnDate, "ab".at(1)]);
    changed = [Array.prototype.map, Date, "at" in String.prototype, "mine" in Array.prototype];
    assert.deepEqual(inside, [[2], true, "b"]);
  } finally {
    Object.defineProperty(Array.prototype, "map", { value: map });
    Reflect.deleteProperty(Array.prototype, "mine");
    globalThis.Date = OwnDate;
    Object.defineProperty(String.prototype, "at", at);
  }
  assert.deepEqual(changed, [patched, counted, false, true]);
});

test("withOwnBuiltins() works without what a program has every object inherit", () => {
  const mine = { get: { value: 1, enumerable: true, configurable: true }, redact: { get: () => assert.fail("ran") } };
  Object.defineProperty(Object.prototype, "redact", { ...mine.redact, configurable: true });
  Object.defineProperty(Object.prototype, "get", mine.get);
  try {
    const before = Reflect.ownKeys(Object.prototype);
    assert.equal(withOwnBuiltins(() => "redact" in {} || "get" in {}), false);
    assert.deepEqual(Reflect.ownKeys(Object.prototype), before);
    assert.deepEqual(Object.getOwnPropertyDescriptor(Object.prototype, "get"), { ...mine.get, writable: false });
  } finally {
    Reflect.deleteProperty(Object.prototype, "get");
    Reflect.deleteProperty(Object.prototype, "redact");
  }
});

test("withOwnBuiltins() leaves the program's built-ins when the work throws", () => {
  const { parse } = JSON;
  const patched = () => {};
  JSON.parse = patched;
  try {
    assert.throws(
      () =>
        withOwnBuiltins(() => {
          throw new RangeError("work");
        }),
      RangeError,
    );
    assert.equal(JSON.parse, patched);
  } finally {
    JSON.parse = parse;
  }
});

test("withOwnBuiltins() takes what is frozen as it is", () => {
  const patched = () => 0;
  // Nothing else in this process uses it, and it cannot be put back.
  Object.defineProperty(Atomics, "xor", { value: patched });
  assert.notEqual(withOwnBuiltins(() => Atomics.xor), patched);
  Object.defineProperty(Atomics, "xor", { writable: false, configurable: false });
  assert.equal(withOwnBuiltins(() => Atomics.xor), patched);
});
