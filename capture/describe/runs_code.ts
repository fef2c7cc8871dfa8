/**
 * Which values cannot be looked at through an inspector.
 *
 * @module
 */
import { types } from "node:util";
import { detectRuntime } from "../../dump/runtime.ts";
import { readStack } from "./errors.ts";
import { isRuntimeCode } from "./runtime_code.ts";
import { getOwnPropertyDescriptor, getPrototypeOf, hasOwn } from "./safe.ts";

const { isMap, isNativeError, isProxy, isSet } = types;

/** Properties that inspectors read, whatever they are, to find out what an object is. */
const READ_BY_INSPECTORS = ["length", "splice", "stack"];

/** JavaScriptCore's inspector looks at more: it makes texts of functions and errors, and asks for names and sizes. */
const IS_JSC = detectRuntime().name === "bun";

const OwnFunctionText = Function.prototype.toString;
const OwnErrorText = Error.prototype.toString;
const sizesOfOwn: readonly unknown[] = [
  getOwnPropertyDescriptor(Map.prototype, "size")?.get,
  getOwnPropertyDescriptor(Set.prototype, "size")?.get,
];

const constructorOfIterators = getOwnPropertyDescriptor(
  getPrototypeOf(getPrototypeOf([].values()) as object) as object,
  "constructor",
)?.get;

/** What typed arrays have for `length`. */
const lengthOfViews = getOwnPropertyDescriptor(getPrototypeOf(Int8Array.prototype) as object, "length")?.get;

/** Whether looking at a value through an inspector would run code of the program. */
export function runsCode(value: object): boolean {
  for (let at: object | null = value; at !== null; at = getPrototypeOf(at) as object | null) {
    // The inspector shows what a proxy is made of; as a prototype it would be asked for its keys.
    if (isProxy(at)) return at !== value;
    for (let index = 0; index < READ_BY_INSPECTORS.length; index++) {
      const key = READ_BY_INSPECTORS[index]!;
      if (key === "stack" && isNativeError(at) && hasOwn(at, key)) {
        // Once it was read, its text is made; newer engines have a getter of their own there all the same.
        const stack = readStack(at);
        if (stack === undefined || !hasOwn(stack, "value")) return true;
        continue;
      }
      const get = getOwnPropertyDescriptor(at, key)?.get;
      if (get !== undefined && get !== lengthOfViews && !isRuntimeCode(get)) return true;
    }
  }
  return IS_JSC && runsCodeOfJsc(value);
}

/** The same of what only JavaScriptCore looks at; no proxy is on the chain. */
function runsCodeOfJsc(value: object): boolean {
  if (hasOddClass(value)) return true;
  if (typeof value === "function") {
    return find(value, "name")?.get !== undefined || find(value, "toString")?.value !== OwnFunctionText;
  }
  if (isNativeError(value)) {
    return find(value, "toString")?.value !== OwnErrorText || find(value, Symbol.toPrimitive) !== undefined ||
      find(value, "name")?.get !== undefined || find(value, "message")?.get !== undefined;
  }
  if (!isMap(value) && !isSet(value)) return false;
  const size = find(value, "size")?.get;
  return size !== undefined && size !== sizesOfOwn[0] && size !== sizesOfOwn[1];
}

/**
 * Whether an engine that stops would run code of the program to look at a receiver: a platform's method that is called
 * with an object of another kind throws.
 */
export function runsCodeWhenThrown(value: object): boolean {
  for (let index = 0; index < 2; index++) {
    const get = find(value, READ_BY_INSPECTORS[index]!)?.get;
    if (get !== undefined && get !== lengthOfViews && !isRuntimeCode(get)) return true;
  }
  return IS_JSC && hasOddClass(value);
}

/** Whether reading its class runs code; iterators have an accessor of the language there. */
function hasOddClass(value: object): boolean {
  const get = find(value, "constructor")?.get;
  return get !== undefined && get !== constructorOfIterators;
}

/** The first property of that name on the chain of an object. */
function find(value: object, key: PropertyKey): PropertyDescriptor | undefined {
  for (let at: object | null = value; at !== null && !isProxy(at); at = getPrototypeOf(at) as object | null) {
    const descriptor = getOwnPropertyDescriptor(at, key);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}
