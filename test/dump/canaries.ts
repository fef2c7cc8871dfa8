/**
 * Watches built-ins for what a file must not be able to do to them.
 *
 * @module
 */
import assert from "node:assert/strict";

const WATCHED: readonly object[] = [
  globalThis,
  ...[
    Object,
    Function,
    Array,
    String,
    Number,
    Boolean,
    Symbol,
    BigInt,
    Date,
    RegExp,
    Error,
    Map,
    Set,
    Promise,
    Uint8Array,
  ]
    .flatMap((constructor) => [constructor, constructor.prototype as object]),
];

/** Everything about the built-ins that a file might change. */
export type Canaries = readonly (readonly (readonly [PropertyKey, PropertyDescriptor])[])[];

/** Takes note of the built-ins. */
export function watch(): Canaries {
  // Node loads some globals when they are first looked at, and adds to the global object for them.
  Object.getOwnPropertyDescriptors(globalThis);
  return WATCHED.map((object) =>
    Reflect.ownKeys(object).map((key) => [key, Object.getOwnPropertyDescriptor(object, key)!] as const)
  );
}

/** Asserts that the built-ins are as they were. */
export function assertUnchanged(before: Canaries): void {
  watch().forEach((properties, at) => {
    const old = new Map(before[at]!);
    assert.deepEqual(properties.map(([key]) => key), before[at]!.map(([key]) => key));
    for (const [key, { value, get, set }] of properties) {
      const { value: oldValue, get: oldGet, set: oldSet } = old.get(key)!;
      assert.ok(Object.is(value, oldValue) && get === oldGet && set === oldSet, String(key));
    }
  });
}
