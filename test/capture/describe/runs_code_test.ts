import assert from "node:assert/strict";
import test from "node:test";
import { runsCode } from "../../../capture/describe/runs_code.ts";
import { CURRENT } from "../../helpers/runtimes.ts";

/** A property that runs code. */
function withGetter<T extends object>(value: T, key: PropertyKey): T {
  return Object.defineProperty(value, key, { get: () => assert.fail(`ran ${String(key)}`), configurable: true });
}

class Named {
  static get name(): string {
    return assert.fail("ran");
  }
}

class Textual {
  static toString(): string {
    return assert.fail("ran");
  }
}

class Failure extends Error {
  override toString(): string {
    return assert.fail("ran");
  }
}

class Registry extends Map {
  override get size(): number {
    return assert.fail("ran");
  }
}

test("runsCode() knows what inspectors read", () => {
  for (const key of ["length", "splice", "stack"]) assert.ok(runsCode(withGetter({}, key)), key);
  assert.ok(runsCode(Object.create(new Proxy({}, {}))));
  const harmless = [
    {},
    [1],
    () => {},
    class {},
    new Map(),
    new Set(),
    new Error("x"),
    new Date(),
    /x/,
    new Proxy({}, {}),
  ];
  const bytes = [new Uint8Array(1), new (class extends Float64Array {})(1), new WeakMap(), Promise.resolve(1)];
  for (const value of [...harmless, ...bytes, async () => {}, (() => {}).bind(null), Object.create(null)]) {
    assert.equal(runsCode(value), false, Object.prototype.toString.call(value));
  }
});

test("runsCode() knows what the inspector of JavaScriptCore reads", () => {
  const values = [
    Named,
    Textual,
    withGetter(() => {}, "toString"),
    new Failure("x"),
    withGetter(new Error("x"), Symbol.toPrimitive),
    new Registry(),
    withGetter(new Set(), "size"),
    withGetter({}, "constructor"),
  ];
  for (const value of values) assert.equal(runsCode(value), CURRENT === "bun", Object.prototype.toString.call(value));
});
