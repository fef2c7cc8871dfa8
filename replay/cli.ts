/**
 * The program: arguments → one face.
 *
 * @module
 */
import { type ProgramArguments, readArguments } from "./cli/arguments.ts";
import { ProgramError } from "./cli/program_error.ts";
import type { Stdio } from "./cli/stdio.ts";
import { USAGE } from "./cli/usage.ts";
import { escapeText } from "./preview/escape.ts";
import { VERSION } from "./version.ts";

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
    if (!(error instanceof ProgramError)) throw error;
    stdio.stderr.write(`keeptrace: ${escapeText(error.message)}\n`);
    return 2;
  }
}

async function run(args: ProgramArguments, stdio: Stdio): Promise<0 | 1> {
  const { stdin, stdout } = stdio;
  const [path, ...others] = args.rest;
  if (args.version) {
    stdout.write(`keeptrace ${VERSION}\n`);
    return 0;
  }
  if (args.help) {
    stdout.write(`${USAGE}\n`);
    return 0;
  }
  if (path === undefined) throw new ProgramError("no file is named: type keeptrace-repl crash.cbor, or --help");
  const person = stdin.isTTY === true && stdout.isTTY === true && path !== "-";
  if (args.commands.length > 0 || !person) {
    const { openInBatch } = await import("./cli/open_in_batch.ts");
    return await openInBatch(args.rest, args, stdio);
  }
  if (args.json) throw new ProgramError("--json is for commands: type -c COMMAND --json");
  if (others.length > 0) {
    throw new ProgramError(`${args.rest.length} files are named: type one of them, or -c COMMAND for all`);
  }
  const { openAtPrompt } = await import("./cli/open_at_prompt.ts");
  await openAtPrompt(path, args, stdio);
  return 0;
}
