/**
 * What is left of the limits that concern the whole dump.
 *
 * @module
 */
import type { OmittedReason } from "../../dump/format.ts";
import type { Limits } from "../options.ts";
import { apply } from "./safe.ts";

const clock = performance;
const { now } = clock;

/** How many units of work pass between two looks at the clock. */
const TICKS_PER_LOOK = 64;

/** How many elements of long typed arrays are listed in one dump; each takes about 0.25 µs. */
const MAX_LISTED = 400_000;

/** Time and bytes that are left. */
export class Budget {
  /** Estimated bytes so far. */
  bytes = 0;
  readonly #deadline: number;
  #maxBytes: number;
  #ticks = 0;
  #listable = MAX_LISTED;
  #reason: "time" | "size" | undefined;
  readonly #omitted: Partial<Record<OmittedReason, number>> = { __proto__: null } as Partial<
    Record<OmittedReason, number>
  >;

  constructor(limits: Limits) {
    this.#deadline = milliseconds() + limits.maxTimeMs;
    this.#maxBytes = limits.maxBytes;
  }

  /** Whether it is used up; to be asked before each node and each item of a collection. */
  get exhausted(): boolean {
    if (this.#reason !== undefined) return true;
    if (this.bytes > this.#maxBytes) this.#reason = "size";
    else if (++this.#ticks >= TICKS_PER_LOOK) {
      this.#ticks = 0;
      if (milliseconds() > this.#deadline) this.#reason = "time";
    }
    return this.#reason !== undefined;
  }

  /** Why it is used up; undefined while it is not. */
  get cut(): "time" | "size" | undefined {
    return this.#reason;
  }

  /** From now on, no more than so many bytes are left, or a part of those so far, whichever is more. */
  leave(bytes: number, part: number): void {
    const left = bytes > this.bytes * part ? bytes : this.bytes * part;
    if (this.bytes + left < this.#maxBytes) this.#maxBytes = this.bytes + left;
  }

  /** Whether the keys of so many elements may be listed, to find those that are no index; counts them if so. */
  mayList(elements: number): boolean {
    if (elements > this.#listable) return false;
    this.#listable -= elements;
    return true;
  }

  /** Counts an omission. */
  count(reason: OmittedReason): void {
    this.#omitted[reason] = (this.#omitted[reason] ?? 0) + 1;
  }

  /** Omissions so far, by reason. */
  get omitted(): Readonly<Partial<Record<OmittedReason, number>>> {
    return this.#omitted;
  }
}

/** Milliseconds since some moment. */
export function milliseconds(): number {
  return apply(now, clock, []);
}
