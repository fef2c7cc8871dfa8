/**
 * Where the code of a function stands, as far as a person can look it up.
 *
 * @module
 */
import type { FunctionRecord, Position, Tables } from "../../dump/format.ts";

/** Files that never run as they are, so that a place in what ran is none in them. */
const COMPILED = /\.(?:[cm]?tsx?|jsx)$/;

/**
 * The place of a function in its source. The place in what the engine ran is given only where nothing says that it is
 * another text: the file is JavaScript, and the dump has no source of it that the function was not found in.
 */
export function codePlace(code: FunctionRecord | undefined, { sources }: Tables): Position | undefined {
  const { position, generated } = code ?? {};
  if (position !== undefined || generated === undefined) return position;
  const isElsewhere = COMPILED.test(generated.url) ||
    sources.some(({ url, text }) => text !== undefined && url === generated.url);
  return isElsewhere ? undefined : generated;
}
