/**
 * A session with something to run lines on it.
 *
 * @module
 */
import { CommandTable } from "../repl/command_table.ts";
import { COMMANDS } from "../repl/commands.ts";
import type { Host } from "../repl/host.ts";
import { Runner } from "../repl/runner.ts";
import type { Session } from "../session.ts";
import { ProgramError } from "./program_error.ts";

/**
 * Makes the runner of a session, which begins at the innermost frame.
 *
 * @param path The file, for complaints.
 * @throws {ProgramError} If nothing was thrown in the dump.
 */
export function runnerOf(session: Session, host: Host, path: string): Runner {
  const selection = session.select();
  if (selection === undefined) throw new ProgramError(`${path}: the dump holds no exception; take it anew`);
  return new Runner({ session, selection, host, table: new CommandTable(COMMANDS) });
}
