/**
 * Positions, tagged by what they count from.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";

/** A line and a column that both count from 1, as in stack traces and on the screen; a column counts UTF-16 units. */
export interface Base1 {
  readonly base: 1;
  readonly line: number;
  readonly column: number;
}

/** A line and a column that both count from 0, as in CDP and in source maps. */
export interface Base0 {
  readonly base: 0;
  readonly line: number;
  readonly column: number;
}

/** Tags a recorded position, which counts from 1. */
export function base1(position: Position): Base1 {
  return { base: 1, line: position.line, column: position.column };
}

/** The same place, counted from 0. */
export function toBase0(position: Base1): Base0 {
  return { base: 0, line: position.line - 1, column: position.column - 1 };
}
