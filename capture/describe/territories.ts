/**
 * Whose each value of the heap is: an object of a package's class is the package's, and so is what only it leads to.
 *
 * @module
 */
import { types } from "node:util";
import { type Origin, originOf } from "../origin.ts";
import type { Prototype, Prototypes } from "./prototypes.ts";
import type { Identities } from "./identities.ts";
import { getPrototypeOf, SafeMap } from "./safe.ts";

const { isProxy } = types;

/** Who holds a value: the id of another, or whose frame it is a variable of. */
export type Holder = number | Origin;

/** How many times as far as a value of the program code of a package or of the runtime is: nobody looks there so soon. */
const FARTHER = { library: 4, runtime: 8 };

/** Who was the first to hold each value. Values that one holder led to have ids in a row. */
export class Territories {
  readonly #prototypes: Prototypes;
  readonly #identities: Identities;
  #holder: Holder = "program";
  /** The first id of each row, ascending. */
  readonly #starts: number[] = [];
  readonly #holders: Holder[] = [];
  /** Whose the functions and classes are of which the place is known. */
  readonly #origins = new SafeMap<object, Origin>();

  constructor(prototypes: Prototypes, identities: Identities) {
    this.#prototypes = prototypes;
    this.#identities = identities;
  }

  /** Who holds what is met at the moment. */
  get holder(): Holder {
    return this.#holder;
  }

  /** Whose that is. */
  get origin(): Origin {
    const { values } = this.#identities;
    let at = this.#holder;
    while (typeof at === "number") at = this.#ownOrigin(values[at]) ?? this.#holderOf(at);
    return at;
  }

  /** Whether code of this holder on this level is farther away than anybody is likely to look. */
  isFar(level: number, depth: number): boolean {
    const { origin } = this;
    return origin !== "program" && level * FARTHER[origin] >= depth;
  }

  /** The value with this id is described now. If it leads on, tell by {@linkcode begin}. */
  enter(id: number): void {
    this.#holder = id;
  }

  /** What is met from now on is held by this one. */
  hold(holder: Holder): void {
    this.#holder = holder;
    this.begin(this.#identities.values.length, holder);
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
