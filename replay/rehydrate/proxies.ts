/**
 * Proxies: proxies of the recorded target. In an inert heap their traps run nothing.
 *
 * What the recorded handler does not trap goes to the target, as it did. What it traps cannot be answered without its
 * code: reading a property gives the `Omitted` stand-in of an accessor; changing, calling and constructing throw a
 * `StubError`; lists of keys, descriptors and the prototype are those of the target.
 *
 * @module
 */
import type { HeapNode } from "../../dump/read.ts";
import type { Slot } from "../../dump/slot.ts";
import type { Context, Kind } from "./context.ts";
import { Omitted, omittedOf } from "./omitted.ts";
import { isRef } from "./slots.ts";
import { GO_LIVE, StubError } from "./stub_error.ts";

const { getOwnPropertyDescriptor } = Object;

/** Deepest nest of proxies that is rebuilt: engines look through them recursively. */
const MAX_NEST = 64;

/** Proxy. */
export const proxy: Kind = {
  needs: ({ payload: [target] }) => target,
  allocate(node, context) {
    const [target, handler] = node.payload;
    if (nestOf(node, context) > MAX_NEST) throw new RangeError(`it is a proxy of a proxy, more than ${MAX_NEST} times`);
    const reached = context.reach(target);
    const known = isObject(reached) && omittedOf(reached) === undefined;
    return known && context.code !== undefined
      ? new Proxy(reached, realHandler(handler, context))
      : new Proxy(known ? reached : {}, inertHandler(known ? handler : undefined, context));
  },
};

function nestOf(node: HeapNode, context: Context): number {
  let depth = 0;
  for (let slot = node.payload[0]; isRef(slot) && depth <= MAX_NEST; depth++) {
    const next = context.node(slot.id);
    if (next.kind !== node.kind) break;
    slot = next.payload[0];
  }
  return depth;
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** A handler that has the traps of the recorded one, which is looked up when a trap is run. */
function realHandler(slot: Slot, context: Context): ProxyHandler<object> {
  return new Proxy<ProxyHandler<object>>({}, {
    get(_target, name) {
      const handler = context.value(slot) as Record<PropertyKey, unknown>;
      const trap = handler[name];
      return typeof trap === "function" ? (...args: unknown[]) => Reflect.apply(trap, handler, args) : undefined;
    },
  });
}

/** A handler that knows which traps the recorded one has, and runs none. */
function inertHandler(slot: Slot, context: Context): ProxyHandler<object> {
  const isTrapped = (name: keyof ProxyHandler<object>): boolean => {
    const handler = context.value(slot);
    if (!isObject(handler) || omittedOf(handler) !== undefined) return true;
    const trap = (handler as ProxyHandler<object>)[name];
    return trap !== undefined && trap !== null;
  };
  const guard = (name: keyof ProxyHandler<object>): void => {
    if (isTrapped(name)) {
      throw new StubError("use", `the ${name} trap of a Proxy`, `no code of the program runs; ${GO_LIVE}`);
    }
  };
  return {
    get(target, key, receiver) {
      if (!isTrapped("get") || mustTell(target, key)) return Reflect.get(target, key, receiver);
      const detail = `the get trap of this Proxy is not run in an inert session; ${GO_LIVE}, or read its Target`;
      return new Omitted({ reason: "accessor", detail });
    },
    set(target, key, value, receiver) {
      guard("set");
      return Reflect.set(target, key, value, receiver);
    },
    deleteProperty(target, key) {
      guard("deleteProperty");
      return Reflect.deleteProperty(target, key);
    },
    defineProperty(target, key, descriptor) {
      guard("defineProperty");
      return Reflect.defineProperty(target, key, descriptor);
    },
    setPrototypeOf(target, prototype) {
      guard("setPrototypeOf");
      return Reflect.setPrototypeOf(target, prototype);
    },
    preventExtensions(target) {
      guard("preventExtensions");
      return Reflect.preventExtensions(target);
    },
    apply(target, receiver, values) {
      guard("apply");
      return Reflect.apply(target as () => unknown, receiver, values);
    },
    construct(target, values, newTarget) {
      guard("construct");
      return Reflect.construct(target as new () => object, values, newTarget);
    },
  };
}

/** Whether every handler must answer with what the target holds: the language demands it of constant properties. */
function mustTell(target: object, key: PropertyKey): boolean {
  const descriptor = getOwnPropertyDescriptor(target, key);
  return descriptor !== undefined && !descriptor.configurable &&
    (descriptor.writable === false || ("get" in descriptor && descriptor.get === undefined));
}

/** What is inside a proxy. */
export function proxyInternals({ payload }: HeapNode, context: Context): [string, unknown][] {
  const [target, handler] = payload;
  return payload.length === 1
    ? [["Target", context.value(target)], ["Handler", context.value(target)]]
    : [["Target", context.value(target)], ["Handler", context.value(handler)]];
}
