/**
 * The arguments of the program.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { ProgramError } from "./program_error.ts";

/** What the program was asked for. */
export interface ProgramArguments {
  readonly help: boolean;
  readonly version: boolean;
  /** Commands of `-c`, in order. */
  readonly commands: readonly string[];
  readonly json: boolean;
  /** Folder below which sources may be read from disk when their hash is the recorded one. */
  readonly root: string | undefined;
  /** Everything else: files, and before them perhaps a subcommand. */
  readonly rest: readonly string[];
}

/**
 * Reads the arguments.
 *
 * @throws {ProgramError} If one is not known, or has no value.
 */
export function readArguments(argv: readonly string[]): ProgramArguments {
  const last = argv.at(-1);
  if ((last === "-c" || last === "--command" || last === "--root") && !argv.includes("--")) {
    throw new ProgramError(`${last} is the last argument: type what follows it, e.g. -c where`);
  }
  const args = parseArgs([...argv], {
    string: ["c", "root", "_"],
    boolean: ["json", "help", "version"],
    collect: ["c"],
    alias: { c: "command", h: "help", v: "version" },
    unknown: (arg) => {
      if (!arg.startsWith("-") || arg === "-") return true;
      throw new ProgramError(`there is no option ${arg.replace(/=.*$/s, "")}: type keeptrace-repl --help`);
    },
  });
  return {
    help: args.help,
    version: args.version,
    commands: args.c,
    json: args.json,
    root: args.root,
    rest: args._.map(String),
  };
}
