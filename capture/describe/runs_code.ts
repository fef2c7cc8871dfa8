/**
 * Which values cannot be looked at through an inspector.
 *
 * @module
 */
import { types } from "node:util";
import { readStack } from "./errors.ts";
import { getOwnPropertyDescriptor, getPrototypeOf, hasOwn } from "./safe.ts";

const { isNativeError, isProxy } = types;

/** Properties that inspectors read, whatever they are, to find out what an object is. */
const READ_BY_INSPECTORS = ["length", "splice", "stack"];

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
      if (get !== undefined && get !== lengthOfViews) return true;
    }
  }
  return false;
}
