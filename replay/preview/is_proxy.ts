/**
 * Proxies, whose traps a look at them would run.
 *
 * @module
 */
import * as types from "node:util/types";
import { NodeKind } from "../../dump/format.ts";
import { nodeOf } from "../rehydrate/provenance.ts";

/**
 * Whether a value is a proxy, of the program or made at the prompt. A large array of the dump is none, although it is
 * made as one: its traps are keeptrace's own, and nothing in it shows them.
 */
export function isProxy(value: unknown): boolean {
  return types.isProxy(value) && nodeOf(value)?.kind !== NodeKind.array;
}
