/**
 * Where a rehydrated value came from.
 *
 * @module
 */
import type { Facts } from "./facts.ts";
import { factsOf } from "./stamp.ts";

export type { Facts, FunctionFacts, PrivateField } from "./facts.ts";

/**
 * The facts of a value that came out of a dump; undefined for primitives and for values that were made in this
 * process. Runs nothing of the value, not even when it is a proxy.
 */
export function nodeOf(value: unknown): Facts | undefined {
  return factsOf(value);
}
