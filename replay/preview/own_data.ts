/**
 * Reads properties without running anything.
 *
 * @module
 */
import { nodeOf } from "../rehydrate/provenance.ts";
import { isProxy } from "./is_proxy.ts";

const { getOwnPropertyDescriptor, getPrototypeOf } = Object;

/** Objects that are looked through on the way up a prototype chain. */
const MAX_CHAIN = 300;

/** An object whose properties can be looked at without running anything; not a proxy. */
export function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** The descriptor of an own property, whose value is made for that; undefined when there is none, and for proxies. */
export function ownProperty(object: object, key: PropertyKey): PropertyDescriptor | undefined {
  if (isProxy(object)) return undefined;
  try {
    const property = getOwnPropertyDescriptor(object, key);
    if (property?.get === undefined) return property;
    nodeOf(object)?.settle(key);
    return getOwnPropertyDescriptor(object, key);
  } catch {
    return undefined; // The export of a module that was not initialized.
  }
}

/** An object and those that it inherits from; ends at a proxy, which is left out. */
export function* chainOf(object: object): Generator<object> {
  let next: object | null = object;
  for (let length = 0; next !== null && length < MAX_CHAIN && !isProxy(next); length++) {
    yield next;
    next = getPrototypeOf(next);
  }
}

/** The value of a property, own or inherited, that is no accessor; undefined otherwise. */
export function dataProperty(object: object, key: PropertyKey): unknown {
  for (const owner of chainOf(object)) {
    const property = ownProperty(owner, key);
    if (property !== undefined) return property.value;
  }
  return undefined;
}

/** The same for text. */
export function textProperty(object: object, key: PropertyKey): string | undefined {
  const value = dataProperty(object, key);
  return typeof value === "string" ? value : undefined;
}
