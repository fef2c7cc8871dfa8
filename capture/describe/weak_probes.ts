/**
 * What weak collections hold of the objects that are in the dump, where no engine lists it: each object is looked up.
 *
 * @module
 */
import { types } from "node:util";
import { uncurry } from "./safe.ts";

const { isWeakMap } = types;

const hasKey = uncurry(WeakMap.prototype.has);
const valueOf = uncurry(WeakMap.prototype.get);
const hasMember = uncurry(WeakSet.prototype.has);

/** How many times something is looked up in one dump; each takes some hundredths of a microsecond. */
const MAX_LOOKUPS = 2_000_000;

/** Takes a key of a WeakMap and what it holds for it, or a member of a WeakSet. */
export type TakeHeld = (key: object, value: unknown) => void;

/** A collection that is looked through. */
interface Probe {
  readonly collection: object;
  readonly take: TakeHeld;
  /** How many of the values of the dump were looked up. */
  next: number;
}

/** The collections of one dump. */
export class WeakProbes {
  readonly #probes: Probe[] = [];
  #left = MAX_LOOKUPS;

  /** Adds a WeakMap or a WeakSet. */
  add(collection: object, take: TakeHeld): void {
    this.#probes[this.#probes.length] = { collection, take, next: 0 };
  }

  /** Looks up the values that are new since the last time. What is taken may add some. */
  run(values: readonly unknown[]): void {
    for (let at = 0; at < this.#probes.length; at++) {
      const probe = this.#probes[at]!;
      const { collection, take } = probe;
      const isMap = isWeakMap(collection);
      const has = isMap ? hasKey : hasMember;
      for (; probe.next < values.length && this.#left > 0; probe.next++) {
        const key = values[probe.next] as object;
        if ((typeof key !== "object" && typeof key !== "function" && typeof key !== "symbol") || key === null) continue;
        this.#left--;
        if (has(collection, key)) take(key, isMap ? valueOf(collection, key) : undefined);
      }
    }
  }
}
