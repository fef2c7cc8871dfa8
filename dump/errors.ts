/**
 * The one error class for what is wrong with a dump file.
 *
 * @module
 */

/**
 * What is wrong with a file:
 * - `empty`: it has no bytes.
 * - `not-a-dump`: it is a file of another kind.
 * - `truncated`: it ends before the dump does.
 * - `corrupt`: a checksum differs, the file was damaged after it was written.
 * - `version`: it was written by a newer format.
 * - `limit`: reading it would take more memory than a dump needs.
 * - `invalid`: it breaks a rule of the format.
 */
export type DumpErrorCode = "empty" | "not-a-dump" | "truncated" | "corrupt" | "version" | "limit" | "invalid";

/** Where in a file something is wrong. */
export interface DumpErrorPlace {
  /** Byte offset in the file, after decompression. */
  readonly offset?: number | undefined;
  /** Path in the dump, e.g. `tables.frames[3].scopes[0]`. */
  readonly path?: string | undefined;
}

/**
 * What is wrong with a dump file, in a sentence for a person.
 *
 * Nothing else is thrown for the contents of a file, whatever they are. The message quotes nothing from the file but
 * names and numbers of the format.
 */
export class DumpError extends Error {
  override readonly name = "DumpError";
  /** What is wrong, for a program. */
  readonly code: DumpErrorCode;
  /** What was found, without the place. */
  readonly found: string;
  /** Byte offset in the file, after decompression, where that is known. */
  readonly offset: number | undefined;
  /** Path in the dump, e.g. `heap[3]`, where that is known. */
  readonly path: string | undefined;

  /**
   * @param code What is wrong, for a program.
   * @param found What was found, and what to do about it.
   * @param place Where it was found.
   */
  constructor(code: DumpErrorCode, found: string, place: DumpErrorPlace = {}) {
    super(`Cannot read the dump: ${found}${describePlace(place)}`);
    this.code = code;
    this.found = found;
    this.offset = place.offset;
    this.path = place.path;
  }
}

function describePlace({ offset, path }: DumpErrorPlace): string {
  const where = [path, offset === undefined ? undefined : `byte ${offset}`].filter((part) => part !== undefined);
  return where.length === 0 ? "" : ` (${where.join(", ")})`;
}
