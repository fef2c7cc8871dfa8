/**
 * Names of properties.
 *
 * @module
 */
import { omittedOf } from "../rehydrate/omitted.ts";
import { isProxy } from "../preview/is_proxy.ts";
import { chainOf, isObject, ownProperty } from "../preview/own_data.ts";

/** Longest list of which the own keys are looked at. */
const LONGEST = 10_000;

/**
 * Names of a value's properties, own ones first, then those of each prototype in turn. Indexes are left out. Runs
 * nothing of the value: a proxy has no names.
 */
export function namesOf(value: unknown): string[] {
  const object = isObject(value) ? value : prototypeOf(value);
  if (object === undefined || omittedOf(object) !== undefined || isProxy(object)) return [];
  const names: string[] = [];
  for (const owner of chainOf(object)) {
    const length: unknown = ownProperty(owner, "length")?.value;
    if (ArrayBuffer.isView(owner) || (typeof length === "number" && length > LONGEST)) continue;
    for (const key of Reflect.ownKeys(owner)) if (typeof key === "string" && !/^\d/.test(key)) names.push(key);
  }
  return names;
}

/** What the methods of a primitive are on. */
export function prototypeOf(value: unknown): object | undefined {
  return value === undefined || value === null ? undefined : Object.getPrototypeOf(value);
}
