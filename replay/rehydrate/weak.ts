/**
 * WeakMap, WeakSet and WeakRef: real ones where all that they held is known, else mocks whose methods say so.
 *
 * @module
 */
import type { HeapNode } from "../../dump/read.ts";
import type { Slot } from "../../dump/slot.ts";
import type { Context, Kind } from "./context.ts";
import { inertPrototype } from "./inert_prototype.ts";
import { omittedIn } from "./slots.ts";
import { StubError } from "./stub_error.ts";

const { apply } = Reflect;
const { set } = WeakMap.prototype;
const { add } = WeakSet.prototype;

const METHODS: Readonly<Record<string, readonly string[]>> = {
  WeakMap: ["delete", "get", "has", "set"],
  WeakSet: ["add", "delete", "has"],
  WeakRef: ["deref"],
};

/** Weak collection or reference. */
export const weak: Kind = {
  needs: ({ payload: [name, target] }) => name === "WeakRef" ? target : undefined,
  allocate({ payload }, context) {
    const [name, target] = payload;
    if (!isComplete(payload)) return {};
    if (name === "WeakMap") return new WeakMap();
    if (name === "WeakSet") return new WeakSet();
    const held = context.reach(target);
    return typeof held === "object" && held !== null || typeof held === "function" ? new WeakRef(held) : {};
  },
  fill(target: WeakMap<object, unknown> | WeakSet<object> | WeakRef<object>, { payload }, context) {
    if (target instanceof WeakMap) {
      for (let at = 1; at + 1 < payload.length; at += 2) {
        apply(set, target, [context.reach(payload[at]), context.reach(payload[at + 1])]);
      }
    } else if (target instanceof WeakSet) {
      for (const slot of payload.slice(1)) apply(add, target, [context.reach(slot)]);
    }
  },
  prototype(prototype, { payload }) {
    const name = String(payload[0]);
    if (isComplete(payload)) return prototype;
    const refusal = (method: string) =>
      new StubError("call", `${name}.prototype.${method}`, "what it held is not all in the dump");
    return inertPrototype(METHODS[name] ?? [], refusal, prototype);
  },
};

function isComplete(payload: readonly Slot[]): boolean {
  return payload.length > 1 ? payload.every((slot) => omittedIn(slot) === undefined) : payload[0] !== "WeakRef";
}

/** What is inside a weak collection or reference. */
export function weakInternals({ payload: [name, ...held] }: HeapNode, context: Context): [string, unknown][] {
  if (name === "WeakRef") return [["Target", context.value(held[0])]];
  if (held.length === 1 && omittedIn(held[0]) !== undefined) return [["Entries", context.value(held[0])]];
  const values = held.map((slot) => context.value(slot));
  if (name === "WeakSet") return [["Entries", values]];
  const entries: unknown[] = [];
  for (let at = 0; at < values.length; at += 2) {
    entries.push(at + 1 < values.length ? [values[at], values[at + 1]] : values[at]);
  }
  return [["Entries", entries]];
}
