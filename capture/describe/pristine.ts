/**
 * Whether the built-ins are as they were. Some runtimes write parts of their platform in JavaScript that uses them.
 *
 * @module
 */
import { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } from "./safe.ts";

/** A property of an intrinsic object, and what it held when this module was loaded. */
interface Captured {
  readonly object: object;
  readonly key: PropertyKey;
  readonly descriptor: PropertyDescriptor | undefined;
}

const CAPTURED: readonly Captured[] = [
  Array.prototype,
  Map.prototype,
  Set.prototype,
  String.prototype,
  RegExp.prototype,
  getPrototypeOf([].values()) as object,
  getPrototypeOf(new Map().values()) as object,
].flatMap((object) =>
  ownKeys(object).map((key) => ({ object, key, descriptor: getOwnPropertyDescriptor(object, key) }))
);

/** Whether all is as it was. Takes some microseconds. */
export function isPristine(): boolean {
  for (let at = 0; at < CAPTURED.length; at++) {
    const { object, key, descriptor } = CAPTURED[at]!;
    const now = getOwnPropertyDescriptor(object, key);
    if (now?.value !== descriptor?.value || now?.get !== descriptor?.get) return false;
  }
  return true;
}
