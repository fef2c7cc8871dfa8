/**
 * A variable as a readonly view.
 *
 * @module
 */
import type { Omitted } from "../../dump/format.ts";
import type { Slot } from "../../dump/slot.ts";

/** A name and what it held. */
export interface Variable {
  readonly name: string;
  /** The value, made when it is first read; the same one at every read. Reading never throws. */
  readonly value: unknown;
  /** The value as the file has it. */
  readonly slot: Slot;
  /** What is missing of the value: all of it, or the rest of a string that was cut. Absent when nothing is. */
  readonly omitted?: Omitted;
  /** Whether a parameter of the function binds it. */
  readonly argument: boolean;
}
