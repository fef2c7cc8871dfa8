/**
 * Whose each value of the heap is: an object of a package's class is the package's, and so is what only it leads to.
 *
 * @module
 */
import { types } from "node:util";
import { type Origin, originOf } from "../origin.ts";
import type { Prototype, Prototypes } from "./prototypes.ts";
import { getPrototypeOf, SafeMap } from "./safe.ts";

const { isProxy } = types;

/** Who holds a value: the id of another, or whose frame it is a variable of. */
export type Holder = number | Origin;

/** Who was the first to hold each value. Values that one holder led to have ids in a row. */
export class Territories {
  readonly #prototypes: Prototypes;
  /** The first id of each row, ascending. */
  readonly #starts: number[] = [];
  readonly #holders: Holder[] = [];
  /** Whose the functions and classes are of which the place is known. */
  readonly #origins = new SafeMap<object, Origin>();

  constructor(prototypes: Prototypes) {
    this.#prototypes = prototypes;
  }

  /** Values from this id on are held by this one, up to the next row. */
  begin(start: number, holder: Holder): void {
    const last = this.#starts.length - 1;
    const at = this.#starts[last] === start ? last : last + 1;
    this.#starts[at] = start;
    this.#holders[at] = holder;
  }

  /** The place of a function or a class is known now. */
  locate(code: object, url: string): void {
    this.#origins.set(code, originOf(url));
  }

  /** Whose the value with this id is. */
  of(id: number, values: readonly unknown[]): Origin {
    let at: Holder = id;
    while (typeof at === "number") at = this.#ownOrigin(values[at]) ?? this.#holderOf(at);
    return at;
  }

  #ownOrigin(value: unknown): Origin | undefined {
    if (typeof value === "function") return this.#origins.get(value);
    if (typeof value !== "object" || value === null || isProxy(value)) return undefined;
    let prototype: Prototype | undefined = this.#prototypes.get(getPrototypeOf(value) as object | null);
    while (prototype !== undefined) {
      const origin = prototype.class === undefined ? undefined : this.#origins.get(prototype.class);
      if (origin !== undefined) return origin;
      prototype = prototype.parent;
    }
    return undefined;
  }

  #holderOf(id: number): Holder {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= id) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? "program" : this.#holders[low - 1]!;
  }
}
