/**
 * The built-ins that recording is written with. A program may put its own code in their place: polyfills, fake timers, a
 * bug. None of it may run while a dump is made, and none of it may spoil one.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { URL } from "node:url";
import { TextDecoder, TextEncoder } from "node:util";
import {
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
  ownValue,
  SafeSet,
  setPrototypeOf,
} from "./describe/safe.ts";

/** A property of a built-in object, and what it was when this module was loaded. */
interface Builtin {
  readonly object: object;
  readonly key: PropertyKey;
  readonly descriptor: PropertyDescriptor;
}

/**
 * A property that is to be as the program had it again; it had none if there is no descriptor, which inherits nothing, for
 * what all objects inherit comes back too.
 */
interface Change extends Omit<Builtin, "descriptor"> {
  readonly descriptor: PropertyDescriptor | undefined;
}

/** Globals of the language that code of this package, of the encoder, or of the runtime looks up by their names. */
const GLOBALS =
  "Array ArrayBuffer Atomics BigInt Boolean DataView Date Error Float64Array Int32Array JSON Map Math Number Object Reflect RegExp Set SharedArrayBuffer String Symbol Uint8Array WeakMap WeakRef WeakSet"
    .split(" ");

/** Of functions that are no built-ins: engines walk the stack to answer. */
const UNREAD: readonly PropertyKey[] = ["arguments", "caller"];

const OwnObject = Object;

/** What every object inherited. */
const INHERITED: ReadonlySet<PropertyKey> = inheritedOfNow();

const BUILTINS: readonly Builtin[] = builtinsOfNow();

/**
 * Does some synchronous work with the built-ins as they were when this module was loaded, and leaves them as the program
 * had them. What cannot be put in place, such as what is frozen, stays.
 */
export function withOwnBuiltins<Result>(work: () => Result): Result {
  const changes = putInPlace();
  try {
    return work();
  } finally {
    for (let at = 0; at < changes.length; at++) {
      const { object, key, descriptor } = changes[at]!;
      if (descriptor === undefined) deleteProperty(object, key);
      else defineProperty(object, key, descriptor);
    }
  }
}

/** Puts back what was changed, and returns how the program had it. */
function putInPlace(): readonly Change[] {
  const changes: Change[] = [];
  takeOff(changes);
  for (let at = 0; at < BUILTINS.length; at++) {
    const { object, key, descriptor } = BUILTINS[at]!;
    const now = getOwnPropertyDescriptor(object, key);
    if (now !== undefined && isSame(now, descriptor)) continue;
    try {
      defineProperty(object, key, descriptor);
      changes[changes.length] = { object, key, descriptor: now && setPrototypeOf(now, null) };
    } catch {
      // It is frozen.
    }
  }
  return changes;
}

/** Takes off what all objects inherit since then: each option and each property that is not there would be found. */
function takeOff(changes: Change[]): void {
  const { prototype } = OwnObject;
  const keys = ownKeys(prototype);
  if (keys.length === INHERITED.size) return;
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at]!;
    if (INHERITED.has(key)) continue;
    const descriptor = setPrototypeOf(getOwnPropertyDescriptor(prototype, key)!, null);
    if (deleteProperty(prototype, key)) changes[changes.length] = { object: prototype, key, descriptor };
  }
}

function isSame(left: PropertyDescriptor, right: PropertyDescriptor): boolean {
  return left.value === right.value && left.get === right.get && left.set === right.set;
}

function inheritedOfNow(): ReadonlySet<PropertyKey> {
  const keys = new SafeSet<PropertyKey>();
  for (const key of ownKeys(Object.prototype)) keys.add(key);
  return keys;
}

function builtinsOfNow(): readonly Builtin[] {
  const builtins: Builtin[] = [];
  const objects = new Set<object>();
  const add = (owner: unknown) => {
    if (!isObject(owner)) return;
    // What hangs on Error is for programs to change.
    if (owner !== Error) objects.add(owner);
    const prototype = ownValue(owner, "prototype");
    if (isObject(prototype)) objects.add(prototype);
  };
  for (const name of GLOBALS) {
    const descriptor = getOwnPropertyDescriptor(globalThis, name);
    if (descriptor === undefined || !("value" in descriptor)) continue;
    builtins.push({ object: globalThis, key: name, descriptor });
    add(descriptor.value);
  }
  for (const owner of [Buffer, TextDecoder, TextEncoder, URL]) add(owner);
  for (const hidden of [Int8Array, [].values(), new Map().values(), new Set().values(), "".matchAll(/x/g)]) {
    objects.add(getPrototypeOf(hidden) as object);
  }
  objects.add(getPrototypeOf(Int8Array.prototype) as object);
  objects.add(getPrototypeOf(getPrototypeOf([].values())!) as object);
  objects.add(Function.prototype);
  for (const object of objects) {
    for (const key of ownKeys(object)) {
      if (!UNREAD.includes(key)) builtins.push({ object, key, descriptor: getOwnPropertyDescriptor(object, key)! });
    }
  }
  return builtins;
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
