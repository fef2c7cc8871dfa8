/**
 * Errors, and the text of their stacks.
 *
 * @module
 */
import { types } from "node:util";
import { NodeKind, type Wire } from "../../dump/format.ts";
import { functionText, isNativeText } from "./function_text.ts";
import type { Prototype } from "./prototypes.ts";
import { isRuntimeCode } from "./runtime_code.ts";
import {
  apply,
  defineProperty,
  getOwnPropertyDescriptor,
  getOwnPropertyNames,
  getPrototypeOf,
  hasOwn,
} from "./safe.ts";
import type { Walker } from "./walker.ts";

const { isNativeError, isProxy } = types;
const { defineProperty: tryToDefine, deleteProperty, construct, set } = Reflect;
const OwnError = Error;
const OwnErrorPrototype = Error.prototype;

/**
 * Describes an error of any class. Message, stack, cause and errors are properties.
 */
export function describeError(value: object, prototype: Prototype, walker: Walker): Wire[] {
  return walker.node(NodeKind.error, value, prototype);
}

/**
 * The own `stack` of an object, read without running code of the program. Undefined when it has none, or when reading
 * would run such code.
 *
 * Engines make the text when it is first looked at, even through a descriptor: they read `name` and `message` and call
 * `Error.prepareStackTrace` for that. Newer versions of V8 have an accessor there, whose getter is known by its
 * identity with that of a new error.
 */
export function readStack(value: object): PropertyDescriptor | undefined {
  if (!isPlainText(value, "name") || !isPlainText(value, "message")) return undefined;
  return undisturbed(value, (owner) => {
    const descriptor = getOwnPropertyDescriptor(value, "stack");
    if (descriptor === undefined || hasOwn(descriptor, "value") || descriptor.get === undefined) return descriptor;
    if (descriptor.get !== stackGetter(owner)) return descriptor;
    return {
      value: apply(descriptor.get, value, []),
      writable: true,
      enumerable: descriptor.enumerable === true,
      configurable: descriptor.configurable === true,
    };
  });
}

/** Whether this engine makes the text of a stack already when the keys of an error are listed. */
const MAKES_STACK_EARLY = hasOwn(new Error(), "line");

/** Lists the own names of an object, and does not let a program format the stack of an error for that. */
export function ownNames(value: object): string[] {
  if (!MAKES_STACK_EARLY || !isNativeError(value)) return getOwnPropertyNames(value);
  return undisturbed(value, () => getOwnPropertyNames(value)) ?? [];
}

/**
 * Runs `work` while programs cannot format stacks. Undefined when they cannot be kept from it.
 *
 * @param work Is given the Error class of the error's realm.
 */
function undisturbed<Result>(error: object, work: (owner: object) => Result): Result | undefined {
  const foreign = foreignError(error);
  const restoreOwn = withoutPreparation(OwnError);
  if (restoreOwn === undefined) return undefined;
  const restoreForeign = foreign === undefined ? nothing : withoutPreparation(foreign);
  try {
    return restoreForeign === undefined ? undefined : work(foreign ?? OwnError);
  } finally {
    restoreForeign?.();
    restoreOwn();
  }
}

/** The getter that a new error of this class has for `stack`, if any. */
function stackGetter(owner: object): unknown {
  return getOwnPropertyDescriptor(construct(owner as ErrorConstructor, []), "stack")?.get;
}

/** Whether the first `key` on the prototype chain is a data property that needs no code to become text. */
function isPlainText(value: object, key: string): boolean {
  for (let at: object | null = value; at !== null; at = getPrototypeOf(at) as object | null) {
    if (isProxy(at)) return false;
    const descriptor = getOwnPropertyDescriptor(at, key);
    if (descriptor === undefined) continue;
    // Of a DOMException: a getter of the runtime, which gives text.
    if (!hasOwn(descriptor, "value")) return descriptor.get !== undefined && isRuntimeCode(descriptor.get);
    const type = typeof descriptor.value;
    return (type !== "object" || descriptor.value === null) && type !== "function" && type !== "symbol";
  }
  return true;
}

/** The `Error` of another realm that an error comes from. */
function foreignError(value: object): object | undefined {
  if (!isNativeError(value)) return undefined;
  for (let at = getPrototypeOf(value) as object | null; at !== null; at = getPrototypeOf(at) as object | null) {
    if (at === OwnErrorPrototype || isProxy(at)) return undefined;
    const owner: unknown = getOwnPropertyDescriptor(at, "constructor")?.value;
    if (typeof owner !== "function" || isProxy(owner) || !isNativeText(functionText(owner))) continue;
    if (getOwnPropertyDescriptor(owner, "prototype")?.writable !== false) continue;
    if (getOwnPropertyDescriptor(owner, "name")?.value === "Error") return owner;
  }
  return undefined;
}

/** Takes `prepareStackTrace` from an Error class. Returns what puts it back; undefined if it cannot be taken. */
function withoutPreparation(owner: object): (() => void) | undefined {
  const before = getOwnPropertyDescriptor(owner, "prepareStackTrace");
  if (before !== undefined && before.value === undefined && before.get === undefined) return nothing;
  if (before?.writable === true) {
    // Defined anew, it would mean nothing any more to an engine that has it in a place of its own.
    if (!set(owner, "prepareStackTrace", undefined)) return undefined;
    return () => set(owner, "prepareStackTrace", before.value);
  }
  if (before?.configurable === false) return undefined;
  const guard = { value: undefined, writable: true, configurable: true, enumerable: before?.enumerable ?? false };
  if (!tryToDefine(owner, "prepareStackTrace", guard)) return undefined;
  return () => {
    if (before === undefined) deleteProperty(owner, "prepareStackTrace");
    else defineProperty(owner, "prepareStackTrace", before);
  };
}

function nothing(): void {}
