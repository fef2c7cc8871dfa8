/**
 * Arrays and `arguments` objects.
 *
 * @module
 */
import { types } from "node:util";
import { Escape, NodeKind, type Wire } from "../../dump/format.ts";
import { functionText, isNativeText } from "./function_text.ts";
import { integrityOf, keysAndAbsent, ownKeysOf } from "./objects.ts";
import type { Prototype } from "./prototypes.ts";
import {
  exec,
  getOwnPropertyDescriptor,
  getOwnPropertyNames,
  getOwnPropertySymbols,
  hasOwn,
  isExtensible,
  isInteger,
  ownKeys,
  ownValue,
} from "./safe.ts";
import type { Walker } from "./walker.ts";

const { isProxy } = types;

/** Longest array whose keys are all listed, to find those that are no index. Listing takes about 0.1 µs a key. */
const MAX_LISTED = 10_000;

/** The same of longer ones, while there are few; those of a class of the program, which are likely to have fields, always. */
const MAX_LISTED_ALL = 50_000;

/** Keys that longer arrays are asked for: those of a match and of a template. */
const USUAL_KEYS = ["index", "input", "groups", "indices", "raw"];

/** Run of holes after which the keys of a long array are listed: it is probably sparse. */
const MANY_HOLES = 1000;

/** How many elements are read between two looks at what is left of the budget. */
const ITEMS_PER_LOOK = 32;

/** What was read of the elements. */
interface Elements {
  readonly items: unknown[];
  /** How many holes there are before each item, and after the last one. */
  readonly holes: number[];
  /** How many elements and holes were read. */
  end: number;
}

/** Describes an array. */
export function describeArray(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const ownLength = getOwnPropertyDescriptor(value, "length")!;
  const length = ownLength.value as number;
  if (length > MAX_LISTED) {
    const isListed = prototype.builtin !== "Array" || (length <= MAX_LISTED_ALL && walker.budget.mayList(length));
    const keys = isListed ? namedKeys(ownKeysOf(value), []) : usualKeys(value);
    return describeElements(NodeKind.array, value, length, keys, prototype, walker);
  }
  // Of an array with elements, the one list takes V8 less time than names and symbols apart; of an empty one, more.
  const all = length > 0 ? ownKeys(value) : ownKeysOf(value);
  const lengthIsFixed = ownLength.writable === false && isExtensible(value);
  const isDense = all.length === length + 1 && all[length] === "length" && length <= walker.limits.maxItems;
  if (isDense && !lengthIsFixed && !walker.polluted) {
    const node = describeDense(value, length, prototype, walker);
    if (node !== undefined) return node;
  }
  // Not writable, while elements may be added: only a property can tell that.
  const keys = namedKeys(all, lengthIsFixed ? ["length"] : []);
  return describeElements(NodeKind.array, value, length, keys, prototype, walker);
}

/**
 * Describes an array without holes and without other properties: most arrays are that. Undefined when there is an
 * element that is no usual property, or when the budget does not last.
 */
function describeDense(value: object, length: number, prototype: Prototype, walker: Walker): Wire[] | undefined {
  const { budget } = walker;
  const items: unknown[] = new Array(length);
  for (let at = 0; at < length; at++) {
    const element = getOwnPropertyDescriptor(value, at)!;
    if (element.writable !== true || element.enumerable !== true || element.configurable !== true) return undefined;
    if (at % ITEMS_PER_LOOK === 0 && budget.exhausted) return undefined;
    items[at] = element.value;
  }
  const node = walker.keylessNode(NodeKind.array, value, prototype, length);
  const headers = length > 1 && length % 2 === 0 && hasHeaders(items);
  for (let at = 0; at < length; at++) {
    const isNamed = at > 0 && (headers ? at % 2 === 1 : length === 2);
    node[1 + at] = isNamed ? walker.namedSlot(items[at - 1], items[at]) : walker.slot(items[at]);
  }
  return node;
}

/** Adds the keys of an array that are neither indexes nor `length`. */
function namedKeys(all: readonly PropertyKey[], keys: PropertyKey[]): PropertyKey[] {
  // Indexes come first; "length" is the first key that is none.
  let at = 0;
  while (all[at] !== "length") at++;
  for (at++; at < all.length; at++) keys[keys.length] = all[at]!;
  return keys;
}

/** Those keys of a long array that it is likely to have. */
function usualKeys(value: object): PropertyKey[] {
  const keys: PropertyKey[] = [];
  for (let at = 0; at < USUAL_KEYS.length; at++) {
    if (hasOwn(value, USUAL_KEYS[at]!)) keys[keys.length] = USUAL_KEYS[at]!;
  }
  const symbols = getOwnPropertySymbols(value);
  for (let at = 0; at < symbols.length; at++) keys[keys.length] = symbols[at]!;
  return keys;
}

/** Describes an `arguments` object; what every one of strict code has is left out. */
export function describeArguments(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const length = ownValue(value, "length");
  const count = isCount(length) && length <= MAX_LISTED ? length : 0;
  const all = keysAndAbsent(value, OF_ARGUMENTS);
  const keys: PropertyKey[] = [];
  const integrity = integrityOf(value);
  for (let at = 0; at < all.length; at++) {
    const key = all[at]!;
    const isIndex = typeof key === "string" && +key < count && `${+key}` === key;
    if (!isIndex && !isUsualOfArguments(key, value, count, integrity)) keys[keys.length] = key;
  }
  return describeElements(NodeKind.arguments, value, count, keys, prototype, walker);
}

/** Own properties that every `arguments` object has at first. */
const OF_ARGUMENTS: readonly PropertyKey[] = ["length", "callee", Symbol.iterator];

const { values } = Array.prototype;

/** Whether a property is as every `arguments` object of strict code has it. */
function isUsualOfArguments(key: PropertyKey, value: object, count: number, integrity: number): boolean {
  if (key !== "length" && key !== "callee" && key !== Symbol.iterator) return false;
  const property = getOwnPropertyDescriptor(value, key);
  if (property === undefined) return false;
  // Of strict code, an accessor that cannot be replaced.
  if (key === "callee") return !hasOwn(property, "value") && property.configurable === false;
  if (!hasOwn(property, "value") || property.enumerable !== false) return false;
  if (property.writable !== integrity < 3 || property.configurable !== integrity < 2) return false;
  if (key === "length") return property.value === count;
  // That of another realm is native, too.
  return property.value === values || (typeof property.value === "function" && !isProxy(property.value) &&
    ownValue(property.value, "name") === "values" && isNativeText(functionText(property.value)));
}

function isCount(value: unknown): value is number {
  return isInteger(value) && (value as number) >= 0;
}

function describeElements(
  kind: NodeKind,
  value: object,
  length: number,
  keys: PropertyKey[],
  prototype: Prototype,
  walker: Walker,
): Wire[] {
  const elements = readElements(value, length, keys, walker);
  const { items, holes, end } = elements;
  const runs = countRuns(holes);
  const payload = items.length + runs + (end < length ? 1 : 0);
  const node = walker.node(kind, value, prototype, keys, payload);
  let to = node.length - payload;
  const headers = items.length > 1 && hasHeaders(items);
  for (let at = 0; at < items.length; at++) {
    if (runs > 0 && holes[at]! > 0) node[to++] = [Escape.hole, holes[at]];
    const name = at > 0 && (headers ? at % 2 === 1 : length === 2) ? items[at - 1] : undefined;
    node[to++] = name === undefined ? walker.slot(items[at]) : walker.namedSlot(name, items[at]);
  }
  if (holes[items.length]! > 0) node[to++] = [Escape.hole, holes[items.length]];
  if (end < length) node[to] = walker.rest(walker.budget.cut ?? "count", length - end);
  return node;
}

function countRuns(holes: readonly number[]): number {
  let count = 0;
  for (let at = 0; at < holes.length; at++) if (holes[at]! > 0) count++;
  return count;
}

/** Reads elements through their descriptors. The keys of those that are no usual properties are added to `keys`. */
function readElements(value: object, length: number, keys: PropertyKey[], walker: Walker): Elements {
  const { budget, limits: { maxItems } } = walker;
  const usual = integrityOf(value);
  const elements: Elements = { items: [], holes: [0], end: 0 };
  const { items, holes } = elements;
  let present: readonly PropertyKey[] | undefined;
  let nextPresent = 0;
  let at = 0;
  for (; at < length && items.length < maxItems && !budget.exhausted; at++) {
    const descriptor = getOwnPropertyDescriptor(value, at);
    if (descriptor === undefined) {
      const run = ++holes[items.length]!;
      if (run < MANY_HOLES || length <= MAX_LISTED) continue;
      // Go on at the next element that is there.
      if (present === undefined) {
        present = getOwnPropertyNames(value);
        addNames(keys, present);
      }
      while (nextPresent < present.length && +(present[nextPresent] as string) <= at) nextPresent++;
      const next = +(present[nextPresent] as string);
      const until = next < length ? next : length;
      holes[items.length] = run + until - at - 1;
      at = until - 1;
      continue;
    }
    const isUsual = hasOwn(descriptor, "value") && descriptor.enumerable === true &&
      descriptor.writable === (usual < 3) && descriptor.configurable === (usual < 2);
    if (isUsual) {
      items[items.length] = descriptor.value;
      holes[items.length] = 0;
    } else {
      // As a property it keeps its attributes; among the elements there is a hole in its place.
      keys[keys.length] = `${at}`;
      holes[items.length]!++;
    }
  }
  elements.end = at;
  return elements;
}

/** Adds those names of a list of all that are no indexes and not among the keys. */
function addNames(keys: PropertyKey[], all: readonly PropertyKey[]): void {
  const names = namedKeys(all, []);
  const count = keys.length;
  for (let at = 0; at < names.length; at++) {
    let known = 0;
    while (known < count && keys[known] !== names[at]) known++;
    if (known === count) keys[keys.length] = names[at]!;
  }
}

/** Whether a flat list has names of headers at even places and their values after them, as `rawHeaders` of a request has. */
function hasHeaders(items: readonly unknown[]): boolean {
  if (items.length % 2 !== 0) return false;
  for (let at = 0; at < items.length; at += 2) {
    const name = items[at];
    if (typeof name !== "string" || exec(HEADER_NAME, name) === null) return false;
  }
  return true;
}

const HEADER_NAME = /^[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$/;
