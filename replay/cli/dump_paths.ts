/**
 * Files that a subcommand was given.
 *
 * @module
 */
import { escapeText } from "../preview/escape.ts";
import { count } from "../text/count.ts";
import { ProgramError } from "./program_error.ts";
import { dumpsIn, isFolder } from "./read_file.ts";
import type { Stdio } from "./stdio.ts";

/**
 * The files among some arguments, and the dumps in the folders among them, newest first. How many of a folder were not
 * looked at is told on standard error.
 *
 * @throws {ProgramError} If there is none.
 */
export function dumpPaths(rest: readonly string[], usage: string, { stderr }: Pick<Stdio, "stderr">): string[] {
  if (rest.length === 0) throw new ProgramError(`no file is named: type keeptrace-repl ${usage}`);
  return rest.flatMap((path) => {
    if (path === "-" || !isFolder(path)) return [path];
    const { dumps, older } = dumpsIn(path);
    if (dumps.length === 0) throw new ProgramError(`${path}: there is no dump in this folder; name a .cbor file`);
    if (older > 0) {
      const remark = `${path}: ${count(older, "older file")} not looked at; name those that are wanted`;
      stderr.write(`keeptrace: ${escapeText(remark)}\n`);
    }
    return dumps.map((dump) => dump.path);
  });
}
