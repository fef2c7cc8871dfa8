/**
 * Files that a subcommand was given.
 *
 * @module
 */
import { ProgramError } from "./program_error.ts";
import { dumpsIn, isFolder } from "./read_file.ts";

/**
 * The files among some arguments, and the dumps in the folders among them, newest first.
 *
 * @throws {ProgramError} If there is none.
 */
export function dumpPaths(rest: readonly string[], usage: string): string[] {
  if (rest.length === 0) throw new ProgramError(`no file is named: type keeptrace-repl ${usage}`);
  return rest.flatMap((path) => {
    if (path === "-" || !isFolder(path)) return [path];
    const dumps = dumpsIn(path);
    if (dumps.length === 0) throw new ProgramError(`${path}: there is no dump in this folder; name a .cbor file`);
    return dumps.map((dump) => dump.path);
  });
}
