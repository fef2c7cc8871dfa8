/**
 * Arrays of very many objects, whose elements are made when they are looked at.
 *
 * @module
 */
import type { HeapNode } from "../../dump/read.ts";
import type { Context } from "./context.ts";
import { isAccessor, isHole } from "./slots.ts";

const { defineProperty, deleteProperty, get, getOwnPropertyDescriptor, set } = Reflect;

/** How many elements that are objects an array has at least for it to be one of these. */
const MANY = 2000;

/**
 * An array with all its length and primitives, whose other elements are made one by one when they are read; undefined
 * if the node has only few of them, or it could not be like any other array.
 *
 * It is a proxy, because engines take seconds for a million properties that are each defined on their own. Its target
 * has every element from the beginning, as undefined where it is still to be made, and nothing shows one of those.
 */
export function largeArray({ elements, integrity }: HeapNode, context: Context): unknown[] | undefined {
  if (elements === undefined || integrity !== 0) return undefined;
  const { others, length, references } = elements;
  let total = length;
  for (const slot of others.values()) {
    if (isAccessor(slot)) return undefined;
    if (isHole(slot)) total += slot.count - 1;
  }
  if (references < MANY || total > 2 * length) return undefined;
  const target = new Array<unknown>(total);
  const make = (at: number) => context.value(elements.slot(at));
  if (references === length) {
    return new Proxy(target.fill(undefined), new LazyElements(make, new Uint8Array(total)));
  }
  const made = new Uint8Array(total).fill(1);
  const places = new Float64Array(total);
  for (let at = 0, index = 0; at < length; at++, index++) {
    const slot = others.get(at);
    if (slot !== undefined && isHole(slot)) {
      index += slot.count - 1;
    } else if (slot !== undefined || elements.ids.at(at) >= 0) {
      made[index] = 0;
      places[index] = at;
      target[index] = undefined;
    } else {
      target[index] = elements.primitive(at);
    }
  }
  return new Proxy(target, new LazyElements(make, made, places));
}

/** The traps: whatever looks at an element makes it first. */
class LazyElements implements ProxyHandler<unknown[]> {
  readonly #make: (at: number) => unknown;
  /** By index, 0 for what is to be made. */
  readonly #made: Uint8Array;
  readonly #places: Float64Array | undefined;

  /** @param places By index, the place in the payload; without it they are the same. */
  constructor(make: (at: number) => unknown, made: Uint8Array, places?: Float64Array) {
    this.#make = make;
    this.#made = made;
    this.#places = places;
  }

  get(target: unknown[], key: PropertyKey, receiver: unknown): unknown {
    this.#put(target, key);
    return get(target, key, receiver);
  }

  set(target: unknown[], key: PropertyKey, value: unknown, receiver: unknown): boolean {
    this.#put(target, key);
    return set(target, key, value, receiver);
  }

  getOwnPropertyDescriptor(target: unknown[], key: PropertyKey): PropertyDescriptor | undefined {
    this.#put(target, key);
    return getOwnPropertyDescriptor(target, key);
  }

  defineProperty(target: unknown[], key: PropertyKey, descriptor: PropertyDescriptor): boolean {
    this.#put(target, key);
    const isDefined = defineProperty(target, key, descriptor);
    if (key === "length") this.#made.fill(1, target.length);
    return isDefined;
  }

  deleteProperty(target: unknown[], key: PropertyKey): boolean {
    const index = this.#indexOf(key);
    if (index !== undefined) this.#made[index] = 1;
    return deleteProperty(target, key);
  }

  #put(target: unknown[], key: PropertyKey): void {
    const index = this.#indexOf(key);
    if (index === undefined) return;
    const value = this.#make(this.#places?.[index] ?? index);
    if (this.#made[index] !== 0) return;
    this.#made[index] = 1;
    target[index] = value;
  }

  /** The index that a key is, if its element is still to be made. */
  #indexOf(key: PropertyKey): number | undefined {
    const index = typeof key === "string" ? Number(key) : NaN;
    return this.#made[index] === 0 && String(index) === key ? index : undefined;
  }
}
