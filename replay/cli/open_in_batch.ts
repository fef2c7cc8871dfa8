/**
 * A session without a prompt: commands of `-c`, or lines of standard input.
 *
 * @module
 */
import { escapeText } from "../preview/escape.ts";
import { runBatch } from "../repl/batch.ts";
import { CommandError } from "../repl/command_error.ts";
import { openingText } from "../repl/opening.ts";
import type { Runner } from "../repl/runner.ts";
import { scriptLines, streamLines } from "../repl/script_lines.ts";
import type { Session } from "../session.ts";
import type { ProgramArguments } from "./arguments.ts";
import { thisMachine } from "./machine.ts";
import { liveCommands, runnerOf } from "./prompt_runner.ts";
import type { Stdio } from "./stdio.ts";
import { viewOn } from "./view_on.ts";

/** The file of a session. */
export interface BatchFile {
  readonly path: string;
  /** Whether there are others, so that what is printed must say which one it is about. */
  readonly isOneOfSeveral: boolean;
}

/**
 * Runs commands on a session.
 *
 * @returns The exit code: 0, or 1 when a command failed.
 */
export async function openInBatch(
  session: Session,
  file: BatchFile,
  args: ProgramArguments,
  stdio: Stdio,
): Promise<0 | 1> {
  const runner = runnerOf(session, thisMachine(), file.path, args);
  const endWatch = runner.watchLateErrors((line) => stdio.stderr.write(`keeptrace: ${line}\n`));
  try {
    for (const line of liveCommands(args)) await goLive(runner, line, stdio);
    return await runCommands(runner, file, args, stdio) ? 0 : 1;
  } finally {
    endWatch();
  }
}

/** Answers whether all commands worked. */
async function runCommands(
  runner: Runner,
  { path, isOneOfSeveral }: BatchFile,
  { json, commands: typed }: ProgramArguments,
  stdio: Stdio,
): Promise<boolean> {
  const { stdout } = stdio;
  const view = viewOn(stdio, runner.session);
  const piped = typed.length === 0 && path !== "-" && stdio.stdin.isTTY !== true;
  const commands = piped ? scriptLines(streamLines(stdio.stdin), (line) => runner.isIncomplete(line)) : typed;
  if (isOneOfSeveral && !json) stdout.write(`${view.style.strong(escapeText(path))}\n`);
  if (typed.length === 0 && !json) stdout.write(`${(await openingText(runner.context))(view)}\n`);
  return await runBatch({
    runner,
    commands,
    json,
    view,
    ...(isOneOfSeveral ? { about: { file: path } } : {}),
    out: (text) => stdout.write(text),
    err: (text) => stdio.stderr.write(text),
  });
}

/** What stands in the way is told; commands that need live code say so again. */
async function goLive(runner: Runner, line: string, stdio: Stdio): Promise<void> {
  const { stderr } = stdio;
  // What the program prints must not stand among the answers.
  console.log = console.info = console.debug = console.error;
  try {
    await runner.run(line);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const view = viewOn(stdio, runner.session, stderr);
    for (const answer of error.before) stderr.write(`${answer.text(view)}\n`);
    stderr.write(`keeptrace: ${escapeText(error.message)}\n`);
  }
}
