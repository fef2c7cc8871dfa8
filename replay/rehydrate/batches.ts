/**
 * Values are made in batches: what is allocated is filled before anybody outside sees it, and nothing is recursive.
 *
 * @module
 */
import type { HeapNode } from "../../dump/read.ts";

/** How many values are made at once; properties that lead further wait until they are read. */
const BATCH = 1000;

/** A value that waits to be filled. */
interface Pending {
  readonly node: HeapNode;
  readonly value: object;
}

/** The batch in hand. */
export class Batches {
  readonly #fill: (value: object, node: HeapNode) => void;
  #pending: Pending[] = [];
  #tasks: (() => void)[] = [];
  #last: (() => void)[] = [];
  #busy = false;
  #left = 0;

  /** @param fill Fills a value, which may allocate others. */
  constructor(fill: (value: object, node: HeapNode) => void) {
    this.#fill = fill;
  }

  /** Whether the batch has made enough. */
  get isFull(): boolean {
    return this.#left <= 0;
  }

  /** Counts a value that is made. */
  count(): void {
    this.#left--;
  }

  /** Adds a value that is to be filled. */
  add(value: object, node: HeapNode): void {
    this.#pending.push({ value, node });
  }

  /** Has something done in this batch, after the values that wait to be filled. */
  later(task: () => void): void {
    this.#tasks.push(task);
  }

  /** Has something done when the batch is complete. */
  finally(task: () => void): void {
    this.#last.push(task);
  }

  /** Does some work, and all that it leads to. */
  run<T>(work: () => T): T {
    if (this.#busy) return work();
    this.#busy = true;
    this.#left = BATCH;
    let result: T;
    try {
      result = work();
      this.#drain();
    } finally {
      this.#busy = false;
    }
    const last = this.#last;
    this.#last = [];
    for (const task of last) task();
    return result;
  }

  #drain(): void {
    for (let at = 0;; at++) {
      let pending = this.#pending[at];
      while (pending === undefined) {
        const task = this.#tasks.pop();
        if (task === undefined) {
          this.#pending = [];
          return;
        }
        task();
        pending = this.#pending[at];
      }
      this.#fill(pending.value, pending.node);
    }
  }
}
