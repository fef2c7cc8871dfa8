/**
 * The program: arguments → one face.
 *
 * @module
 */
import { DumpError } from "../dump/errors.ts";
import { type ProgramArguments, readArguments } from "./cli/arguments.ts";
import { enterSession } from "./cli/enter_session.ts";
import { openInBatch } from "./cli/open_in_batch.ts";
import { openSession } from "./cli/open_session.ts";
import { ProgramError } from "./cli/program_error.ts";
import { isAtTerminal, type Stdio } from "./cli/stdio.ts";
import { SUBCOMMANDS } from "./cli/subcommands.ts";
import { usage } from "./cli/usage.ts";
import { escapeText } from "./preview/escape.ts";
import { VERSION } from "../dump/version.ts";

/**
 * Runs the program.
 *
 * @param argv The arguments, without those of the runtime.
 * @returns The exit code: 0; 1 when a command failed; 2 when the arguments or the file are bad.
 */
export async function main(argv: readonly string[], stdio: Stdio): Promise<0 | 1 | 2> {
  try {
    return await run(readArguments(argv), stdio);
  } catch (error) {
    // A part of a file is read when it is looked at, and may be damaged.
    if (!(error instanceof ProgramError || error instanceof DumpError)) throw error;
    stdio.stderr.write(`keeptrace: ${escapeText(error.message)}\n`);
    return 2;
  }
}

async function run(args: ProgramArguments, stdio: Stdio): Promise<0 | 1 | 2> {
  const { stdout } = stdio;
  const [first, ...others] = args.rest;
  if (args.version || args.help) {
    stdout.write(args.version ? `keeptrace ${VERSION}\n` : `${usage()}\n`);
    return 0;
  }
  const subcommand = SUBCOMMANDS.find(({ name }) => name === first);
  if (subcommand !== undefined) return await (await subcommand.load())({ ...args, rest: others }, stdio);
  if (first === undefined) throw new ProgramError("no file is named: type keeptrace-repl crash.cbor, or --help");
  return await open(args.rest, args, stdio);
}

/** Opens dumps: one at the prompt or for commands, several for commands. */
async function open(paths: readonly string[], args: ProgramArguments, stdio: Stdio): Promise<0 | 1> {
  const options = args.root === undefined ? {} : { root: args.root };
  const [path = "", ...others] = paths;
  if (others.length === 0) return await enterSession(await openSession(path, stdio, options), path, args, stdio);
  if (args.commands.length === 0 && isAtTerminal(stdio)) {
    throw new ProgramError(`${paths.length} files are named: type one of them, or -c COMMAND for all`);
  }
  let code: 0 | 1 = 0;
  for (const path of paths) {
    const session = await openSession(path, stdio, options);
    if (await openInBatch(session, { path, isOneOfSeveral: true }, args, stdio) === 1) code = 1;
  }
  return code;
}
