/**
 * The values of a dump, made when they are looked at.
 *
 * @module
 */
import type { Slot } from "../../dump/slot.ts";

/** Node id → value. One value a node for the whole session, so identity, sharing and cycles are as they were. */
export interface Heap {
  /** How many nodes there are; ids run from 0. */
  readonly size: number;
  /** The value in a slot. Never throws: what cannot be made is an `Omitted` with the reason "failed". */
  value(slot: Slot): unknown;
  /** What was cut from a string of this dump; undefined for whole ones. */
  cut(text: string): import("../../dump/format.ts").Omitted | undefined;
}
