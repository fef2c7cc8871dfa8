/**
 * Dates, regular expressions and boxed primitives.
 *
 * @module
 */
import { types } from "node:util";
import { NodeKind, type Wire } from "../../dump/format.ts";
import { ownKeysOf } from "./objects.ts";
import type { Prototype } from "./prototypes.ts";
import { getOwnPropertyDescriptor, isExtensible, ownValue, uncurry, uncurryGetter } from "./safe.ts";
import type { Walker } from "./walker.ts";

const { isBigIntObject, isBooleanObject, isNumberObject, isStringObject } = types;

const timeOf = uncurry(Date.prototype.getTime);
const sourceOf: (value: unknown) => string = uncurryGetter(RegExp.prototype, "source");
const numberOf = uncurry(Number.prototype.valueOf);
const stringOf = uncurry(String.prototype.valueOf);
const booleanOf = uncurry(Boolean.prototype.valueOf);
const bigintOf = uncurry(BigInt.prototype.valueOf);
const symbolOf = uncurry(Symbol.prototype.valueOf);

/** The letter of each flag, and the getter that tells it. `RegExp.prototype.flags` would look them up on the object. */
const FLAGS: readonly (readonly [letter: string, isSet: (value: unknown) => boolean])[] = [
  ["d", uncurryGetter(RegExp.prototype, "hasIndices")],
  ["g", uncurryGetter(RegExp.prototype, "global")],
  ["i", uncurryGetter(RegExp.prototype, "ignoreCase")],
  ["m", uncurryGetter(RegExp.prototype, "multiline")],
  ["s", uncurryGetter(RegExp.prototype, "dotAll")],
  ["u", uncurryGetter(RegExp.prototype, "unicode")],
  ["v", uncurryGetter(RegExp.prototype, "unicodeSets")],
  ["y", uncurryGetter(RegExp.prototype, "sticky")],
];

/** Describes a Date. */
export function describeDate(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const node = walker.node(NodeKind.date, value, prototype, undefined, 1);
  node[node.length - 1] = walker.slot(timeOf(value));
  return node;
}

/** Describes a regular expression. */
export function describeRegExp(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const lastIndex = getOwnPropertyDescriptor(value, "lastIndex")!;
  // Not writable while the rest can be changed: only a property tells that.
  const isUsual = lastIndex.writable === true || !isExtensible(value);
  const node = walker.node(NodeKind.regexp, value, prototype, isUsual ? keysBut(value, "lastIndex") : ownKeysOf(value));
  let flags = "";
  for (let at = 0; at < FLAGS.length; at++) if (FLAGS[at]![1](value)) flags += FLAGS[at]![0];
  node[node.length] = walker.clean(sourceOf(value));
  node[node.length] = flags;
  node[node.length] = walker.slot(lastIndex.value);
  return node;
}

/** Describes a primitive in an object. */
export function describeBoxed(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const isString = isStringObject(value);
  const node = walker.node(NodeKind.boxed, value, prototype, isString ? stringKeys(value) : undefined);
  node[node.length] = walker.slot(
    isString
      ? stringOf(value)
      : isNumberObject(value)
      ? numberOf(value)
      : isBooleanObject(value)
      ? booleanOf(value)
      : isBigIntObject(value)
      ? bigintOf(value)
      : symbolOf(value),
  );
  return node;
}

/** Own keys of a String object without its characters and its length. */
function stringKeys(value: object): readonly PropertyKey[] {
  const count = ownValue(value, "length") as number;
  const all = ownKeysOf(value);
  const keys: PropertyKey[] = [];
  for (let at = count; at < all.length; at++) if (all[at] !== "length") keys[keys.length] = all[at]!;
  return keys;
}

function keysBut(value: object, without: string): readonly PropertyKey[] {
  const all = ownKeysOf(value);
  const keys: PropertyKey[] = [];
  for (let at = 0; at < all.length; at++) if (all[at] !== without) keys[keys.length] = all[at]!;
  return keys;
}
