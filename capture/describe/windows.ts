/**
 * What is shown of memory that many share.
 *
 * @module
 */
import { SafeMap } from "./safe.ts";

/** Which parts of the pools that small Buffers share have been seen. The rest may hold anything, secrets too. */
export class Windows {
  readonly #ranges = new SafeMap<object, number[]>();

  /** Notes that a Buffer shows this part of its pool. */
  add(pool: object, start: number, end: number): void {
    const ranges = this.#ranges.get(pool);
    if (ranges === undefined) this.#ranges.set(pool, [start, end]);
    else {
      ranges[ranges.length] = start;
      ranges[ranges.length] = end;
    }
  }

  /** Starts and ends in turns; undefined for a buffer that is no pool. */
  of(pool: object): readonly number[] | undefined {
    return this.#ranges.get(pool);
  }
}
