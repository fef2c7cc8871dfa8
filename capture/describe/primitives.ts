/**
 * Primitives as they stand in a slot; unique symbols and long strings are nodes and belong to the heap.
 *
 * @module
 */
import { Escape, type Wire } from "../../dump/format.ts";
import {
  getOwnPropertyDescriptor,
  getOwnPropertyNames,
  isInteger,
  SafeMap,
  toWellFormed,
  uncurry,
  uncurryGetter,
} from "./safe.ts";

const toText = uncurry(BigInt.prototype.toString);
const { keyFor } = Symbol;

/** Longest BigInt that is kept, in hexadecimal digits: 64 KiB of magnitude. */
const MAX_BIGINT_DIGITS = 131_072;

/** The well-known symbols of this runtime. */
const WELL_KNOWN: ReadonlyMap<symbol, string> = wellKnownSymbols();

/** The slot of a number: what would be taken for a reference is escaped, and so is −0. */
export function numberSlot(value: number): Wire {
  if (value > 0) return value;
  if (value === 0) return 1 / value < 0 ? [0] : 0;
  return isInteger(value) ? [value] : value;
}

/** The slot of a BigInt; undefined when it is too long to be kept. */
export function bigintSlot(value: bigint): Wire {
  const hex = toText(value, 16);
  return hex.length > MAX_BIGINT_DIGITS ? undefined : [Escape.bigint, hex];
}

/** The slot of a symbol that other realms have too; undefined for a unique one. */
export function sharedSymbolSlot(value: symbol): Wire {
  const name = WELL_KNOWN.get(value);
  if (name !== undefined) return [Escape.wellKnownSymbol, name];
  const key = keyFor(value);
  // A key with lone surrogates is no text for the file: such a symbol keeps its description and its identity in the dump.
  return key === undefined || toWellFormed(key) !== key ? undefined : [Escape.registeredSymbol, key];
}

/** The description of a symbol. */
export const symbolDescription: (value: unknown) => string | undefined = uncurryGetter(Symbol.prototype, "description");

function wellKnownSymbols(): ReadonlyMap<symbol, string> {
  const found = new SafeMap<symbol, string>();
  for (const name of getOwnPropertyNames(Symbol)) {
    const value: unknown = getOwnPropertyDescriptor(Symbol, name)?.value;
    if (typeof value === "symbol" && keyFor(value) === undefined) found.set(value, name);
  }
  return found;
}
