/**
 * Own properties, prototype and integrity of a rehydrated object.
 *
 * @module
 */
import { Attribute, NodeKind } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { AccessorSlot, Slot } from "../../dump/slot.ts";
import type { Context } from "./context.ts";
import { isAccessor } from "./slots.ts";
import { memberStub, refuse, unreadAccessor } from "./stub.ts";

const {
  freeze,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isExtensible,
  preventExtensions,
  prototype: objectPrototype,
  seal,
} = Object;
const { defineProperty, deleteProperty } = Reflect;

/** Attributes of a property that was made by assigning. */
const ORDINARY = Attribute.writable | Attribute.enumerable | Attribute.configurable;

/** Defines the recorded own properties, in their order. */
export function fillProperties(target: object, node: HeapNode, context: Context): void {
  const { keys, values, attributes } = node;
  if (!isExtensible(target)) return; // A prototype that its class has filled and closed.
  const assignable = getPrototypeOf(target) === objectPrototype;
  for (let at = 0; at < keys.length; at++) {
    const bits = attributes?.[at] ?? ORDINARY;
    if (bits & Attribute.private) continue;
    const slot = keys[at] as Slot;
    const key = typeof slot === "string" ? slot : context.reach(slot);
    if (typeof key !== "string" && typeof key !== "symbol") {
      context.problem(node.id, "a key is neither text nor a symbol");
      continue;
    }
    if (context.code !== undefined && isMember(target, key)) continue;
    if (bits & Attribute.absent) {
      deleteProperty(target, key);
      continue;
    }
    if (assignable && bits === ORDINARY && isPlain(values[at]) && key !== "__proto__") {
      (target as Record<PropertyKey, unknown>)[key] = values[at];
    } else {
      defineSlot(target, key, values[at], bits, node, context);
    }
  }
}

/** Whether a real class or function has a method or an accessor there, which stays what its source says. */
function isMember(target: object, key: PropertyKey): boolean {
  const descriptor = getOwnPropertyDescriptor(target, key);
  return descriptor !== undefined && (typeof descriptor.value === "function" || !("value" in descriptor));
}

function isPlain(slot: Slot): boolean {
  return typeof slot !== "object" || slot === null;
}

/** Defines one property with the value of a slot. */
export function defineSlot(
  target: object,
  key: PropertyKey,
  slot: Slot,
  bits: number,
  node: { readonly id: number | undefined; readonly integrity: number },
  context: Context,
): void {
  const enumerable = (bits & Attribute.enumerable) !== 0;
  const configurable = (bits & Attribute.configurable) !== 0;
  const writable = (bits & Attribute.writable) !== 0;
  if (isAccessor(slot)) {
    if (defineProperty(target, key, { ...accessorOf(slot, key, context), enumerable, configurable })) return;
  } else if (configurable && node.integrity === 0 && context.canWait(slot)) {
    context.wait(target, key, slot, { writable, enumerable });
    return;
  } else if (defineProperty(target, key, { value: context.reach(slot), writable, enumerable, configurable })) {
    return;
  }
  context.problem(node.id, `its property ${String(key)} cannot be defined here`);
}

/** The functions of an accessor: the recorded ones, which are stubs, and where reading gives an `Omitted`. */
function accessorOf(
  slot: AccessorSlot,
  key: PropertyKey,
  context: Context,
): PropertyDescriptor {
  const name = String(key);
  // Even without a setter, so that one without either is no property with a value.
  const accessor = { set: undefined } as unknown as PropertyDescriptor;
  if (slot.get !== undefined) {
    accessor.get = context.getter(slot.get) ??
      memberStub({ name: `get ${name}`, kind: "getter" }, () => unreadAccessor(name));
  }
  if (slot.set !== undefined) {
    accessor.set = context.stub(slot.set) ??
      memberStub({ name: `set ${name}`, length: 1, kind: "setter" }, () => refuse("set", name));
  }
  return accessor;
}

/** Gives an object its recorded prototype. */
export function setPrototype(target: object, prototype: object | null, node: HeapNode, context: Context): void {
  if (getPrototypeOf(target) !== prototype && !Reflect.setPrototypeOf(target, prototype)) {
    context.problem(node.id, "its prototype cannot be set, for it leads back to the object");
  }
}

/** Closes an object as it was closed; a class and a prototype when they have their members. */
export function setIntegrity(target: object, node: HeapNode, context: Context): void {
  if (node.integrity === 0) return;
  const isMock = node.kind === NodeKind.function || context.classes.prototypeIn(node) !== undefined;
  if (isMock) context.finally(() => close(target, node.integrity));
  else close(target, node.integrity);
}

/** Makes an object not extensible (1), sealed (2), or frozen (3). */
export function close(target: object, integrity: 0 | 1 | 2 | 3): void {
  if (integrity === 1) preventExtensions(target);
  else if (integrity === 2) seal(target);
  else if (integrity === 3) freeze(target);
}

/** Attributes of a property that is no accessor. */
export function attributesIn(bits: number): { writable: boolean; enumerable: boolean; configurable: boolean } {
  return {
    writable: (bits & Attribute.writable) !== 0,
    enumerable: (bits & Attribute.enumerable) !== 0,
    configurable: (bits & Attribute.configurable) !== 0,
  };
}
