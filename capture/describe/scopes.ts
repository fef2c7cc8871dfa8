/**
 * The table of scopes: those with the same variables are kept once.
 *
 * @module
 */
import type { ScopeRecord, Wire } from "../../dump/format.ts";
import type { LiveScope } from "../snapshot/site.ts";
import { SafeMap } from "./safe.ts";
import type { Walker } from "./walker.ts";

/** The scopes met so far. */
export class ScopeTable {
  /** The finished table. */
  readonly records: ScopeRecord[] = [];
  readonly #walker: Walker;
  readonly #indexes = new SafeMap<string, number>();
  readonly #numbers = new SafeMap<unknown, number>();

  constructor(walker: Walker) {
    this.#walker = walker;
  }

  /** Index of a scope; beyond so many variables, objects are left out. */
  index(scope: LiveScope, maxVariables = Infinity): number {
    const { type, name, names, values } = scope;
    let id = `${type} ${name ?? ""}`;
    for (let at = 0; at < names.length; at++) id += ` ${names[at]}=${this.#number(values[at])}`;
    const known = this.#indexes.get(id);
    if (known !== undefined) return known;
    const index = this.records.length;
    this.#indexes.set(id, index);
    const slots: Wire[] = [];
    for (let at = 0; at < names.length; at++) {
      const value = values[at];
      slots[at] = at < maxVariables || (typeof value !== "object" && typeof value !== "function") || value === null
        ? this.#walker.namedTableSlot(names[at]!, value)
        : this.#walker.omit("count", this.#walker.typeName(value));
    }
    // Lists of the program's side may come from anywhere; the table has its own.
    const copy: string[] = [];
    for (let at = 0; at < names.length; at++) copy[at] = names[at]!;
    this.records[index] = name === undefined
      ? { type, names: copy, values: slots }
      : { type, name, names: copy, values: slots };
    return index;
  }

  /** A number for each value; −0 and 0 are two. */
  #number(value: unknown): number {
    if (value === 0 && 1 / value < 0) return -1;
    let number = this.#numbers.get(value);
    if (number === undefined) this.#numbers.set(value, number = this.#numbers.size);
    return number;
  }
}
