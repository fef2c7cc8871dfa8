/**
 * The values made so far, by node.
 *
 * @module
 */

/** How many values a page has. */
const PAGE = 1024;

/** Stands for `undefined`, which a reviver may have made. */
const UNDEFINED = Symbol("undefined");

/** Node id → value, for ids from 0 on without great gaps: in pages, which grow without ever being copied. */
export class MadeValues {
  readonly #pages: (unknown[] | undefined)[] = [];

  /** Whether there is a value. */
  has(id: number): boolean {
    return this.#pages[Math.floor(id / PAGE)]?.[id % PAGE] !== undefined;
  }

  /** The value; undefined when there is none. */
  get(id: number): unknown {
    const value = this.#pages[Math.floor(id / PAGE)]?.[id % PAGE];
    return value === UNDEFINED ? undefined : value;
  }

  /** Keeps a value. */
  set(id: number, value: unknown): void {
    const page = this.#pages[Math.floor(id / PAGE)] ??= new Array<unknown>(PAGE).fill(undefined);
    page[id % PAGE] = value === undefined ? UNDEFINED : value;
  }
}
