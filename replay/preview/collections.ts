/**
 * Arrays, Map, Set, buffers and their views.
 *
 * @module
 */
import { isArgumentsObject, isMap, isSet } from "node:util/types";
import { nodeOf } from "../rehydrate/provenance.ts";
import { omittedOf } from "../rehydrate/omitted.ts";
import { className, shownClass } from "./class_name.ts";
import { omittedToken } from "./omitted_text.ts";
import { ownProperty } from "./own_data.ts";
import { propertyEntries, propertyPart } from "./properties.ts";
import { type Body, type Entry, type Shape, token } from "./shape.ts";

const { apply, getOwnPropertyDescriptor, ownKeys } = Reflect;

const mapEntries = Map.prototype.entries;
const nextPair = new Map<unknown, unknown>().entries().next;
const sizeOfMap = getOwnPropertyDescriptor(Map.prototype, "size")!.get!;
const setValues = Set.prototype.values;
const nextValue = new Set<unknown>().values().next;
const sizeOfSet = getOwnPropertyDescriptor(Set.prototype, "size")!.get!;
const lengthOfView = getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "length")!.get!;

/** `Array(3) […]`, `Map(2) {…}`. */
function sized(
  object: object,
  kind: string,
  size: number,
  brackets: Body["brackets"],
  entries: () => Iterable<Entry>,
): Shape {
  const { rest } = nodeOf(object) ?? {};
  // The stand-in for the rest is the last item.
  const total = rest === undefined ? size : Math.max(0, size - 1) + (rest.size ?? 0);
  const name = token("class", `${isArgumentsObject(object) ? kind : shownClass(object, kind)}(${total})`);
  return { head: [name], body: { brackets, entries, size, optional: false } };
}

/** Array or `arguments`. */
export function arrayShape(array: object): Shape {
  const length = Number(ownProperty(array, "length")?.value);
  const isArguments = isArgumentsObject(array);
  const shape = sized(array, isArguments ? "Arguments" : "Array", length, "[]", () => elements(array, length));
  return length === 0 && className(array) === "Array" ? { ...shape, head: [] } : shape;
}

function* elements(array: object, length: number): Generator<Entry> {
  let index = 0;
  while (index < length && ownProperty(array, index) !== undefined) {
    yield { part: propertyPart(ownProperty(array, index)) };
    index++;
  }
  if (index < length) {
    // With holes: from element to element.
    for (const key of ownKeys(array)) {
      const next = typeof key === "string" && /^\d+$/.test(key) ? Number(key) : length;
      if (next < index) continue;
      if (next >= length) break;
      if (next > index) yield { part: token("faint", `<${next - index} empty>`) };
      yield { part: propertyPart(ownProperty(array, next)) };
      index = next + 1;
    }
    if (index < length) yield { part: token("faint", `<${length - index} empty>`) };
  }
  yield* propertyEntries(array, { named: true, except: ["length"] });
}

/** Map. */
export function mapShape(map: object): Shape {
  return sized(map, "Map", apply(sizeOfMap, map, []), "{}", function* () {
    const iterator = apply(mapEntries, map, []);
    for (;;) {
      const { done, value } = apply(nextPair, iterator, []) as IteratorResult<[unknown, unknown]>;
      if (done) break;
      const [key, held] = value;
      // The stand-in for the rest is key and value in one.
      yield key === held && omittedOf(key) !== undefined
        ? { part: { value: key } }
        : { key: { value: key }, separator: " => ", part: { value: held } };
    }
    yield* propertyEntries(map, { named: true });
  });
}

/** Set. */
export function setShape(set: object): Shape {
  return sized(set, "Set", apply(sizeOfSet, set, []), "{}", function* () {
    const iterator = apply(setValues, set, []);
    for (;;) {
      const { done, value } = apply(nextValue, iterator, []) as IteratorResult<unknown>;
      if (done) break;
      yield { part: { value } };
    }
    yield* propertyEntries(set, { named: true });
  });
}

/** Map or Set by its brand; undefined for anything else. */
export function keyedShape(object: object): Shape | undefined {
  if (isMap(object)) return mapShape(object);
  return isSet(object) ? setShape(object) : undefined;
}

/** Typed array. */
export function typedArrayShape(view: object): Shape {
  const length: number = apply(lengthOfView, view, []);
  const elementsOf = view as ArrayLike<unknown>;
  const { rest } = nodeOf(view) ?? {};
  return {
    head: [token("class", `${shownClass(view, "TypedArray")}(${length + (rest?.size ?? 0)})`)],
    body: {
      brackets: "[]",
      size: length,
      optional: false,
      *entries() {
        for (let index = 0; index < length; index++) yield { part: { value: elementsOf[index] } };
        if (rest !== undefined) yield { part: omittedToken(rest) };
        // The keys of a long view are as many strings.
        if (length <= 10_000) yield* propertyEntries(view, { named: true });
      },
    },
  };
}

/** ArrayBuffer, SharedArrayBuffer or DataView: bytes in hexadecimal. */
export function bytesShape(object: object, bytes: Uint8Array): Shape {
  const { rest } = nodeOf(object) ?? {};
  const { length } = bytes;
  return {
    head: [token("class", `${shownClass(object, "bytes")}(${length + (rest?.size ?? 0)})`)],
    body: {
      brackets: "[]",
      size: length,
      optional: false,
      *entries() {
        for (let index = 0; index < length; index++) {
          yield { part: token("number", bytes[index]!.toString(16).padStart(2, "0")) };
        }
        if (rest !== undefined) yield { part: omittedToken(rest) };
      },
    },
  };
}
