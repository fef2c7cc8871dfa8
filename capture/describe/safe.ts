/**
 * Intrinsics as they were when this module was loaded, so that built-ins that a program patches later do not bite.
 *
 * For the same reason the walker uses no method of `Array.prototype` and no iteration protocol: it appends with
 * `list[list.length] = item` and loops over indexes.
 *
 * @module
 */

/** As captured. */
export const {
  create,
  defineProperty,
  freeze,
  getOwnPropertyDescriptor,
  getOwnPropertyNames,
  getOwnPropertySymbols,
  getPrototypeOf,
  hasOwn,
  isExtensible,
  isFrozen,
  isSealed,
  setPrototypeOf,
} = Object;
/** As captured. */
export const { apply, construct, deleteProperty, ownKeys } = Reflect;
/** As captured. */
export const { isArray } = Array;
/** As captured. */
export const { isView } = ArrayBuffer;
/** As captured. */
export const { isInteger } = Number;

/** A method with its receiver as first parameter. */
type Uncurried<Method> = Method extends (...parameters: infer Parameters) => infer Result
  ? (receiver: unknown, ...parameters: Parameters) => Result
  : never;

/** Turns a method into a function that takes the receiver first and looks nothing up when it is called. */
// deno-lint-ignore no-explicit-any -- a method of any parameters
export function uncurry<Method extends (...parameters: any[]) => unknown>(method: Method): Uncurried<Method> {
  const call = (receiver: unknown, ...parameters: unknown[]) => apply(method, receiver, parameters);
  return call as Uncurried<Method>;
}

/** Turns the getter of `prototype[key]` into a function that takes the receiver. */
export function uncurryGetter<Value>(prototype: object, key: PropertyKey): (receiver: unknown) => Value {
  const getter = getOwnPropertyDescriptor(prototype, key)?.get;
  if (getter === undefined) throw new TypeError(`Cannot take the getter of ${String(key)}: there is none`);
  return (receiver) => apply(getter, receiver, []) as Value;
}

/** As captured. */
export const startsWith = uncurry(String.prototype.startsWith);
/** As captured. */
export const endsWith = uncurry(String.prototype.endsWith);
/** As captured. */
export const codeUnit = uncurry(String.prototype.charCodeAt);
/** As captured. */
export const indexOf = uncurry(String.prototype.indexOf);
/** As captured. */
export const slice = uncurry(String.prototype.slice);
/** As captured. */
export const toLowerCase = uncurry(String.prototype.toLowerCase);
/** As captured. */
export const toWellFormed = uncurry(String.prototype.toWellFormed);
const { exec: execute } = RegExp.prototype;

/** As captured: the one way to use a regular expression that looks nothing up on `RegExp.prototype`. */
export function exec(expression: RegExp, text: string): RegExpExecArray | null {
  return apply(execute, expression, [text]);
}

/** A `Map` that inherits nothing that a program could patch. */
export class SafeMap<Key, Value> extends Map<Key, Value> {
  // The constructor that is made when there is none hands on a list by iteration, in some engines.
  constructor() {
    super();
  }
}

/** A `Set` that inherits nothing that a program could patch. */
export class SafeSet<Value> extends Set<Value> {
  constructor() {
    super();
  }
}

takeOver(SafeMap.prototype, Map.prototype);
takeOver(SafeSet.prototype, Set.prototype);

function takeOver(prototype: object, from: object): void {
  for (const key of ownKeys(from)) {
    if (key !== "constructor") defineProperty(prototype, key, getOwnPropertyDescriptor(from, key)!);
  }
  setPrototypeOf(prototype, null);
  freeze(prototype);
}

/** The value of an own data property of an object that is not a proxy; undefined if it has none of that name. */
export function ownValue(object: object, key: PropertyKey): unknown {
  const descriptor = getOwnPropertyDescriptor(object, key);
  return descriptor !== undefined && hasOwn(descriptor, "value") ? descriptor.value : undefined;
}
