/**
 * Which family a value belongs to. What counts are internal slots: prototypes and tags can say anything.
 *
 * @module
 */
import { types } from "node:util";
import { NodeKind, type Wire } from "../../dump/format.ts";
import { describeArguments, describeArray } from "./arrays.ts";
import { describeBuffer, describeView } from "./buffers.ts";
import { describeBoxed, describeDate, describeRegExp } from "./builtins.ts";
import { describeMap, describeSet } from "./collections.ts";
import { describeError } from "./errors.ts";
import { describeFunction } from "./functions.ts";
import { ownKeysOf } from "./objects.ts";
import type { Prototype } from "./prototypes.ts";
import { isArray, isView } from "./safe.ts";
import type { DescribeValue, Walker } from "./walker.ts";

const { isAnyArrayBuffer, isArgumentsObject, isBoxedPrimitive, isDate, isMap, isNativeError, isRegExp, isSet } = types;

/** Describes an object or a function that is neither a proxy nor a built-in value. */
export function describeValue(value: object, prototype: Prototype, walker: Walker): Wire[] {
  if (typeof value === "function") return describeFunction(value, prototype, walker);
  if (isArray(value)) return describeArray(value, prototype, walker);
  if (!prototype.ordinary || isView(value)) {
    const family = familyOf(value);
    return family === undefined ? walker.node(NodeKind.object, value, prototype) : family(value, prototype, walker);
  }
  const keys = ownKeysOf(value);
  // An object made like one that is known to be ordinary is taken for ordinary too. Those without keys are always
  // looked at, since nothing tells them from a Map whose prototype was replaced.
  if (keys.length === 0 || !walker.isKnown(prototype, keys)) {
    const family = familyOf(value);
    if (family !== undefined) return family(value, prototype, walker);
  }
  return walker.node(NodeKind.object, value, prototype, keys);
}

function familyOf(value: object): DescribeValue | undefined {
  if (isNativeError(value)) return describeError;
  if (isMap(value)) return describeMap;
  if (isSet(value)) return describeSet;
  if (isDate(value)) return describeDate;
  if (isRegExp(value)) return describeRegExp;
  if (isView(value)) return describeView;
  if (isAnyArrayBuffer(value)) return describeBuffer;
  if (isBoxedPrimitive(value)) return describeBoxed;
  if (isArgumentsObject(value)) return describeArguments;
  return undefined;
}
