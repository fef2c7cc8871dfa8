/**
 * A session, for whoever is there: a person at a terminal, or a script.
 *
 * @module
 */
import type { Session } from "../session.ts";
import type { ProgramArguments } from "./arguments.ts";
import { openInBatch } from "./open_in_batch.ts";
import { ProgramError } from "./program_error.ts";
import { isAtTerminal, type Stdio } from "./stdio.ts";

/**
 * Shows the prompt to a person, or runs commands.
 *
 * @param path The file, or `-` when standard input was read for it.
 * @returns The exit code: 0, or 1 when a command failed.
 * @throws {ProgramError} If JSON is asked for at the prompt.
 */
export async function enterSession(
  session: Session,
  path: string,
  args: ProgramArguments,
  stdio: Stdio,
): Promise<0 | 1> {
  if (args.commands.length > 0 || path === "-" || !isAtTerminal(stdio)) {
    return await openInBatch(session, { path, isOneOfSeveral: false }, args, stdio);
  }
  if (args.json) throw new ProgramError("--json is for commands: type -c COMMAND --json");
  const { openAtPrompt } = await import("./open_at_prompt.ts");
  await openAtPrompt(session, path, args, stdio);
  return 0;
}
