/**
 * Where names stand in the records of scopes.
 *
 * @module
 */
import type { ScopeRecord } from "../../dump/format.ts";

/** Up to this many names, looking through them is as quick as an index. */
const FEW = 8;
/** From this many names on, an index takes so much memory that it is made for those who look up many names only. */
const MANY = 100_000;
/** Names that are looked up in a long list before it gets an index. */
const LOOKUPS = 20;

/** Finds variables by name. Frames share scopes, so that a name is looked up in few indexes, each made once. */
export class ScopeNames {
  readonly #indexes = new Map<ScopeRecord, ReadonlyMap<string, number>>();
  readonly #lookups = new Map<ScopeRecord, number>();

  /** The place of a name in a scope; the last one, should a file have it twice. */
  indexOf(record: ScopeRecord, name: string): number | undefined {
    const { names } = record;
    if (names.length <= FEW || names.length >= MANY && this.#isSeldom(record)) {
      const at = names.lastIndexOf(name);
      return at < 0 ? undefined : at;
    }
    let index = this.#indexes.get(record);
    if (index === undefined) this.#indexes.set(record, index = new Map(names.map((name, at) => [name, at])));
    return index.get(name);
  }

  #isSeldom(record: ScopeRecord): boolean {
    const times = (this.#lookups.get(record) ?? 0) + 1;
    this.#lookups.set(record, times);
    return times <= LOOKUPS;
  }
}
