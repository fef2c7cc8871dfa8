/**
 * Which id each value has, and how it is referred to.
 *
 * @module
 */
import { Escape, type Wire } from "../../dump/format.ts";
import type { BuiltinPaths } from "./builtin_paths.ts";
import { SafeMap } from "./safe.ts";

/** The values met so far, in the order of their ids. */
export class Identities {
  /** By id: the value. It also keeps alive what was made on the way. */
  readonly values: unknown[] = [];
  readonly #ids = new SafeMap<unknown, number>();
  /** Whether there are ids that stand for built-in objects; see {@linkcode pathOf}. */
  hasStandIns = false;
  /** Paths of built-in objects that serve as prototypes, by the id that stands for them there. */
  readonly #standIns = new SafeMap<number, string>();
  readonly #paths: BuiltinPaths;
  readonly #max: number;
  /** The id that the next `-1` stands for in the chunk at hand. */
  #fresh = -1;

  /** @param max How many values get an id. */
  constructor(paths: BuiltinPaths, max: number) {
    this.#paths = paths;
    this.#max = max;
  }

  /** Begins a chunk: from now on, what is met for the first time is referred to by `-1`. Returns the first id of those. */
  beginChunk(): number {
    return this.#fresh = this.values.length;
  }

  /** What was referred to by `-1` will not stand in the chunk: all that follows is referred to by its id. */
  loseCount(): void {
    this.#fresh = -1;
  }

  /** Whether a value has an id. */
  has(value: unknown): boolean {
    return this.#ids.has(value);
  }

  /** The slot of a value that has an id; undefined for others. */
  slotOf(value: unknown): Wire {
    const id = this.#ids.get(value);
    return id === undefined ? undefined : -2 - id;
  }

  /**
   * The slot of a value, which gets an id if it has none and is no built-in one. Undefined when there are too many already.
   *
   * @param outside Whether the slot stands in a table, or is put into a node later: `-1` means nothing there.
   */
  reference(value: unknown, outside: boolean): Wire {
    let id = this.#ids.get(value);
    if (id === undefined) {
      let path: string | undefined;
      if (typeof value === "object") path = this.#paths.get(value);
      else if (typeof value === "function") path = this.#paths.get(value) ?? this.#paths.lazyGlobal(value);
      if (path !== undefined) return [Escape.builtin, path];
      const { values } = this;
      id = values.length;
      if (id >= this.#max) return undefined;
      this.#ids.set(value, id);
      values[id] = value;
    }
    if (id !== this.#fresh || outside) return -2 - id;
    this.#fresh++;
    return -1;
  }

  /** The slot of a prototype that no class has. A built-in object is never walked into, even if it serves as one. */
  prototypeReference(object: object): number {
    const id = this.#ids.get(object);
    if (id !== undefined) return -2 - id;
    const path = this.#paths.get(object);
    if (path === undefined) return -2 - this.#add(object);
    const standIn = this.values.length;
    this.#standIns.set(standIn, path);
    this.hasStandIns = true;
    this.values[standIn] = path;
    return -2 - standIn;
  }

  /** The path of the built-in object that an id stands for; undefined for nearly all. */
  pathOf(id: number): string | undefined {
    return this.#standIns.get(id);
  }

  #add(value: unknown): number {
    const id = this.values.length;
    this.#ids.set(value, id);
    this.values[id] = value;
    return id;
  }
}
