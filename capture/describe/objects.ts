/**
 * Own properties, read through their descriptors: no getter runs.
 *
 * @module
 */
import { Attribute, type OmittedReason } from "../../dump/format.ts";
import { ownNames, readStack } from "./errors.ts";
import {
  create,
  getOwnPropertyDescriptor,
  getOwnPropertySymbols,
  hasOwn,
  isArray,
  isExtensible,
  isFrozen,
  isSealed,
  setPrototypeOf,
} from "./safe.ts";

/** An own property as it was read. */
export interface Property extends PropertyDescriptor {
  /** Why there is no value. */
  readonly omitted?: { readonly reason: OmittedReason; readonly type: string; readonly detail: string };
}

/** Own keys in the order of the language. In V8 the two lists together take less time than `Reflect.ownKeys`. */
export function ownKeysOf(value: object): readonly PropertyKey[] {
  const keys: PropertyKey[] = ownNames(value);
  const symbols = getOwnPropertySymbols(value);
  for (let at = 0; at < symbols.length; at++) keys[keys.length] = symbols[at]!;
  return keys;
}

/** Own keys, after those of `usual` that are not among them: they were deleted. */
export function keysAndAbsent(value: object, usual: readonly PropertyKey[]): readonly PropertyKey[] {
  const all = ownKeysOf(value);
  const keys: PropertyKey[] = [];
  for (let at = 0; at < usual.length; at++) if (!hasOwn(value, usual[at]!)) keys[keys.length] = usual[at]!;
  if (keys.length === 0) return all;
  for (let at = 0; at < all.length; at++) keys[keys.length] = all[at]!;
  return keys;
}

/** Reads an own property of an object that is not a proxy. `polluted` as of {@linkcode isPolluted}. */
export function readProperty(value: object, key: PropertyKey, polluted: boolean): Property {
  if (key === "stack") return readStack(value) ?? UNREADABLE_STACK;
  try {
    const descriptor = getOwnPropertyDescriptor(value, key);
    if (descriptor === undefined) return ABSENT;
    return polluted ? setPrototypeOf(descriptor, null) : descriptor;
  } catch {
    // The binding of a module that has not run so far.
    return UNREADABLE;
  }
}

/** Whether the fields that a descriptor lacks could be found on `Object.prototype`, where reading them may run code. */
export function isPolluted(): boolean {
  const { prototype } = Object;
  return hasOwn(prototype, "value") || hasOwn(prototype, "writable") || hasOwn(prototype, "get") ||
    hasOwn(prototype, "set") || hasOwn(prototype, "omitted");
}

/** A property that is not there, though values of the kind usually have it. */
export const ABSENT: Property = create(null);

/** The attributes of a property, as the file has them. */
export function attributesOf(descriptor: PropertyDescriptor): number {
  if (descriptor === ABSENT) return Attribute.absent;
  return (descriptor.writable === true ? Attribute.writable : 0) |
    (descriptor.enumerable === true ? Attribute.enumerable : 0) |
    (descriptor.configurable === true ? Attribute.configurable : 0);
}

/** Attributes as a class makes its methods, and its `constructor`. */
export const METHOD = Attribute.writable | Attribute.configurable;

/** How far an object is closed: 0 extensible, 1 not extensible, 2 sealed, 3 frozen. */
export function integrityOf(value: object): 0 | 1 | 2 | 3 {
  if (isExtensible(value)) return 0;
  if (!isSealed(value)) return 1;
  return isFrozen(value) && !isWritable(value, "length") && !isWritable(value, "prototype") ? 3 : 2;
}

/** V8 takes arrays without elements, and functions, for frozen as soon as they are sealed. */
function isWritable(value: object, key: string): boolean {
  if (!isArray(value) && typeof value !== "function") return false;
  return getOwnPropertyDescriptor(value, key)?.writable === true;
}

const UNREADABLE_STACK: Property = {
  writable: true,
  enumerable: false,
  configurable: true,
  omitted: { reason: "accessor", type: "string", detail: "Reading the stack would run code of the program" },
};

const UNREADABLE: Property = {
  writable: true,
  enumerable: true,
  configurable: false,
  omitted: { reason: "failed", type: "undefined", detail: "The binding was not initialised" },
};
