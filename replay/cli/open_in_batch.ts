/**
 * Dumps without a prompt: commands of `-c`, or lines of standard input.
 *
 * @module
 */
import { runBatch } from "../repl/batch.ts";
import { openingText } from "../repl/opening.ts";
import { scriptLines, streamLines } from "../repl/script_lines.ts";
import { viewOf } from "../text/view.ts";
import type { ProgramArguments } from "./arguments.ts";
import { thisMachine } from "./machine.ts";
import { openSession } from "./open_session.ts";
import { runnerOf } from "./prompt_runner.ts";
import { showsColor, type Stdio } from "./stdio.ts";

/** Columns where there is no screen. */
const COLUMNS = 120;

/**
 * Runs commands on each of some dumps.
 *
 * @returns The exit code: 0, or 1 when a command failed.
 * @throws {ProgramError} If a file cannot be opened.
 */
export async function openInBatch(paths: readonly string[], args: ProgramArguments, stdio: Stdio): Promise<0 | 1> {
  const { stdin, stdout, stderr } = stdio;
  let worked = true;
  for (const path of paths) {
    const session = await openSession(path, stdio, args.root === undefined ? {} : { root: args.root });
    const runner = runnerOf(session, thisMachine(), path);
    const view = viewOf({
      session,
      columns: stdout.columns ?? COLUMNS,
      color: showsColor(stdout, stdio),
      numbered: false,
    });
    const piped = args.commands.length === 0 && path !== "-" && stdin.isTTY !== true;
    const commands = piped ? scriptLines(streamLines(stdin), (line) => runner.isIncomplete(line)) : args.commands;
    if (paths.length > 1 && !args.json) stdout.write(`${view.style.strong(path)}\n`);
    if (args.commands.length === 0 && !args.json) stdout.write(`${(await openingText(runner.context))(view)}\n`);
    const ran = await runBatch({
      runner,
      commands,
      json: args.json,
      view,
      ...(paths.length > 1 ? { about: { file: path } } : {}),
      out: (text) => stdout.write(text),
      err: (text) => stderr.write(text),
    });
    worked &&= ran;
  }
  return worked ? 0 : 1;
}
