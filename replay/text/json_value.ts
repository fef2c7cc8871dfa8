/**
 * Values that JSON can hold exactly.
 *
 * @module
 */
import { NodeKind } from "../../dump/format.ts";
import { isProxy } from "../preview/is_proxy.ts";
import { nodeOf } from "../rehydrate/provenance.ts";

const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { ownKeys } = Reflect;

/** Values in one JSON value at most. */
const MOST = 1000;
/** Levels of one JSON value at most. */
const DEEPEST = 32;

/**
 * The value as JSON can hold it: null, booleans, finite numbers, strings, and arrays and plain objects of nothing else.
 * Undefined when JSON would lose something, or when it would be large. Runs nothing of the value.
 *
 * @param isCut Whether a part of a string is not there.
 */
export function jsonValue(value: unknown, isCut: (text: string) => boolean): { readonly value: unknown } | undefined {
  const above = new Set<object>();
  let left = MOST;
  const walk = (item: unknown): { readonly value: unknown } | undefined => {
    if (--left < 0) return undefined;
    if (item === null || typeof item === "boolean") return { value: item };
    if (typeof item === "string") return isCut(item) ? undefined : { value: item };
    if (typeof item === "number") return Number.isFinite(item) && !Object.is(item, -0) ? { value: item } : undefined;
    if (typeof item !== "object" || above.size === DEEPEST || above.has(item)) return undefined;
    const keys = plainKeys(item);
    if (keys === undefined || keys.length > left) return undefined;
    const copy = Array.isArray(item) ? [] : {};
    above.add(item);
    for (const key of keys) {
      const property = getOwnPropertyDescriptor(item, key);
      if (property?.enumerable !== true || !("value" in property)) return undefined;
      const inner = walk(property.value);
      if (inner === undefined) return undefined;
      defineProperty(copy, key, { value: inner.value, enumerable: true, configurable: true, writable: true });
    }
    above.delete(item);
    return { value: copy };
  };
  return walk(value);
}

/** The keys of a whole plain object, or of an array without holes and further properties; undefined for anything else. */
function plainKeys(item: object): string[] | undefined {
  if (isProxy(item)) return undefined;
  const facts = nodeOf(item);
  const plain = facts === undefined || facts.kind === NodeKind.object || facts.kind === NodeKind.array;
  if (!plain || facts?.rest !== undefined || facts?.problem !== undefined || facts?.privates.length) return undefined;
  facts?.settle();
  const array = Array.isArray(item);
  if (getPrototypeOf(item) !== (array ? Array.prototype : Object.prototype)) return undefined;
  if (array && item.length > MOST) return undefined;
  const keys = ownKeys(item).filter((key) => !array || key !== "length");
  if (array && keys.length !== item.length) return undefined;
  return keys.every((key) => typeof key === "string") ? keys : undefined;
}
