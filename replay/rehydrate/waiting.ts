/**
 * Properties whose values are made when they are first read.
 *
 * @module
 */
import type { RefSlot, Slot } from "../../dump/slot.ts";
import type { WaitAttributes } from "./context.ts";
import { nodeIdOf } from "./stamp.ts";

const { defineProperty } = Reflect;

/** The properties that wait. */
export class Waiting {
  readonly #make: (slot: Slot) => unknown;
  /** Their keys, by the node of their object. */
  readonly #keys = new Map<number, Set<PropertyKey>>();

  /** @param make Makes the value in a slot, complete. */
  constructor(make: (slot: Slot) => unknown) {
    this.#make = make;
  }

  /** Defines a configurable accessor, which becomes an ordinary property when it is first read or set. */
  add(target: object, key: PropertyKey, slot: RefSlot, { writable, enumerable }: WaitAttributes): void {
    const id = nodeIdOf(target);
    const settle = (holder: object, value: unknown): void => {
      if (holder === target && id !== undefined) this.#remove(id, key);
      defineProperty(holder, key, { value, writable, enumerable, configurable: true });
    };
    const get = (): unknown => {
      const value = this.#make(slot);
      settle(target, value);
      return value;
    };
    const set = function (this: object, value: unknown): void {
      settle(this, value);
    };
    defineProperty(target, key, { get, ...writable && { set }, enumerable, configurable: true });
    if (id === undefined) return;
    const keys = this.#keys.get(id);
    if (keys === undefined) this.#keys.set(id, new Set([key]));
    else keys.add(key);
  }

  /** The keys that wait on the object of a node, or only one of them. */
  keysOf(id: number, only?: PropertyKey): PropertyKey[] {
    const keys = this.#keys.get(id);
    if (keys === undefined) return [];
    return only === undefined ? [...keys] : keys.has(only) ? [only] : [];
  }

  #remove(id: number, key: PropertyKey): void {
    const keys = this.#keys.get(id);
    if (keys?.delete(key) === true && keys.size === 0) this.#keys.delete(id);
  }
}
