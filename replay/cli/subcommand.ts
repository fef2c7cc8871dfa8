/**
 * One thing that the program does without the prompt.
 *
 * @module
 */
import type { ProgramArguments } from "./arguments.ts";
import type { Stdio } from "./stdio.ts";

/** Runs a subcommand; answers the exit code. Throws a `ProgramError` for bad arguments and files. */
export type RunSubcommand = (args: ProgramArguments, stdio: Stdio) => Promise<0 | 1 | 2>;

/** A subcommand. */
export interface Subcommand {
  readonly name: string;
  /** What to type after the name of the program. */
  readonly usage: string;
  /** What it does, on one line, without a full stop. */
  readonly summary: string;
  /** More: a paragraph. */
  readonly help: string;
  /** Loads its code. `rest` of the arguments is without its name. */
  load(): Promise<RunSubcommand>;
}
