/**
 * A session with something to run lines on it.
 *
 * @module
 */
import process from "node:process";
import { CommandTable } from "../repl/command_table.ts";
import { COMMANDS } from "../repl/commands.ts";
import type { Host } from "../repl/host.ts";
import { Runner } from "../repl/runner.ts";
import type { Session } from "../session.ts";
import type { ProgramArguments } from "./arguments.ts";
import { ProgramError } from "./program_error.ts";

/**
 * Makes the runner of a session, which begins at the innermost frame.
 *
 * @param path The file, for complaints.
 * @throws {ProgramError} If nothing was thrown in the dump.
 */
export function runnerOf(session: Session, host: Host, path: string, args: ProgramArguments): Runner {
  const selection = session.select();
  if (selection === undefined) throw new ProgramError(`${path}: the dump holds no exception; take it anew`);
  const live = { root: args.root ?? process.cwd(), accept: args.accept, agreed: args.live };
  return new Runner({ session, selection, host, table: new CommandTable(COMMANDS), live });
}

/** The command that the flag `--live` stands for; none without it. */
export function liveCommands({ live }: ProgramArguments): string[] {
  return live === undefined ? [] : [live === "local" ? ".live on" : ".live recorded"];
}
