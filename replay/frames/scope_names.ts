/**
 * Where names stand in the records of scopes.
 *
 * @module
 */
import type { ScopeRecord } from "../../dump/format.ts";

/** Up to this many names, looking through them is as quick as an index. */
const FEW = 8;

/** Finds variables by name. Frames share scopes, so that a name is looked up in few indexes, each made once. */
export class ScopeNames {
  readonly #indexes = new Map<ScopeRecord, ReadonlyMap<string, number>>();

  /** The place of a name in a scope; the last one, should a file have it twice. */
  indexOf(record: ScopeRecord, name: string): number | undefined {
    const { names } = record;
    if (names.length <= FEW) {
      const at = names.lastIndexOf(name);
      return at < 0 ? undefined : at;
    }
    let index = this.#indexes.get(record);
    if (index === undefined) this.#indexes.set(record, index = new Map(names.map((name, at) => [name, at])));
    return index.get(name);
  }
}
