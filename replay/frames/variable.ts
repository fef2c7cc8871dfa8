/**
 * A variable as a readonly view.
 *
 * @module
 */
import type { Omitted } from "../../dump/format.ts";
import type { Slot } from "../../dump/slot.ts";
import type { Heap } from "../rehydrate/heap.ts";
import { omittedOf } from "../rehydrate/omitted.ts";

/** A variable that live code shares. */
export interface LiveVariable {
  /** Its value now; reading never throws. */
  readonly current: unknown;
  /** Whether it was assigned since the dump was opened. */
  readonly isAssigned: boolean;
  set(value: unknown): void;
  /** Gives it the recorded value again. */
  reset(): void;
}

/** A name and what it held. */
export interface Variable {
  readonly name: string;
  /**
   * The value, made when it is first read; the same one at every read, unless live code assigns another. Reading never
   * throws.
   */
  readonly value: unknown;
  /** The variable that live code uses; absent in an inert session. */
  readonly live?: LiveVariable | undefined;
  /** The value as the file has it. */
  readonly slot: Slot;
  /** What is missing of the value: all of it, or the rest of a string that was cut. Absent when nothing is. */
  readonly omitted?: Omitted | undefined;
  /** Whether a parameter of the function binds it. */
  readonly argument: boolean;
}

/** A variable of a dump. */
export class RecordedVariable implements Variable {
  static readonly name = "Variable";
  readonly name: string;
  readonly slot: Slot;
  readonly argument: boolean;
  readonly live: LiveVariable | undefined;
  readonly #heap: Heap;
  #box: { readonly value: unknown } | undefined;

  constructor(name: string, slot: Slot, argument: boolean, heap: Heap, live?: LiveVariable) {
    this.name = name;
    this.slot = slot;
    this.argument = argument;
    this.live = live;
    this.#heap = heap;
  }

  get value(): unknown {
    if (this.live !== undefined) return this.live.current;
    return (this.#box ??= { value: this.#heap.value(this.slot) }).value;
  }

  get omitted(): Omitted | undefined {
    const { value } = this;
    return typeof value === "string" ? this.#heap.cut(value) : omittedOf(value);
  }
}
