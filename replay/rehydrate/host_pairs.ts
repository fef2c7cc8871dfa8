/**
 * What mocks of `Headers` and `FormData` answer: they stand for those of which the dump has not every value.
 *
 * @module
 */
import type { HostMember } from "./host_members.ts";
import { omittedOf } from "./omitted.ts";

const { defineProperty } = Object;

type Pair = readonly [name: string, value: unknown];

/** Puts the methods that read pairs on the prototype of a mock; `value` makes that of a slot. */
export function definePairs(
  target: object,
  path: string,
  { slots }: HostMember,
  value: (slot: HostMember["slots"][number]) => unknown,
): void {
  const pairs = (): Pair[] => {
    const made: Pair[] = [];
    for (let at = 0; at + 1 < slots.length; at += 2) made.push([String(value(slots[at])), value(slots[at + 1])]);
    return made;
  };
  const named = (name: unknown): unknown[] => {
    const wanted = path === "Headers" ? String(name).toLowerCase() : String(name);
    return pairs().flatMap(([name, value]) => name === wanted ? [value] : []);
  };
  const methods = {
    entries: () => pairs().map(([name, value]) => [name, value]).values(),
    keys: () => pairs().map(([name]) => name).values(),
    values: () => pairs().map(([, value]) => value).values(),
    forEach: (visit: (value: unknown, name: string, all: unknown) => void, receiver?: unknown) => {
      for (const [name, value] of pairs()) Reflect.apply(visit, receiver, [value, name, target]);
    },
    has: (name: unknown) => named(name).length > 0,
    get: (name: unknown) => {
      const [first = null, ...others] = named(name);
      // Values of one header are one text, unless one of them is not there.
      if (path !== "Headers" || others.length === 0) return first;
      return [first, ...others].find((value) => omittedOf(value) !== undefined) ?? [first, ...others].join(", ");
    },
    ...path === "FormData" && { getAll: (name: unknown) => named(name) },
    ...path === "Headers" && { getSetCookie: () => named("set-cookie") },
  };
  for (const [name, value] of Object.entries(methods)) {
    defineProperty(target, name, { value, writable: true, configurable: true });
  }
  defineProperty(target, Symbol.iterator, { value: methods.entries, writable: true, configurable: true });
}
