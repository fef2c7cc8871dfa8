/**
 * A session at the prompt, for a person at a terminal.
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ReadStream, WriteStream } from "node:tty";
import { complete } from "../repl/completion.ts";
import { ReadlineTerminal } from "../repl/readline_terminal.ts";
import { runRepl } from "../repl/repl.ts";
import type { Session } from "../session.ts";
import type { ProgramArguments } from "./arguments.ts";
import { openEditor } from "./editor.ts";
import { History, historyPath } from "./history.ts";
import { thisMachine } from "./machine.ts";
import { liveCommands, runnerOf } from "./prompt_runner.ts";
import { showsColor, type Stdio } from "./stdio.ts";

/**
 * Shows the prompt until the person leaves.
 *
 * @param path The file, for complaints.
 */
export async function openAtPrompt(
  session: Session,
  path: string,
  args: ProgramArguments,
  stdio: Stdio,
): Promise<void> {
  const { env } = stdio;
  const home = stdio.home();
  const history = new History(historyPath(env, home));
  const machine = thisMachine({
    edit: (file, line, column) => terminal.lend(() => openEditor(env, file, line, column)),
    async confirm(question) {
      const input = await terminal.read(`${question} `);
      return input.kind === "line" && /^y(?:es)?$/i.test(input.text.trim());
    },
  });
  const runner = runnerOf(session, machine, path, args);
  const terminal = new ReadlineTerminal({
    input: stdio.stdin as unknown as ReadStream,
    output: stdio.stdout as unknown as WriteStream,
    color: showsColor(stdio.stdout, stdio),
    history,
    complete: (line) => complete(line, runner),
  });
  const startup = startupLines(join(home, ".keeptracerc"));
  await runRepl({ runner, terminal, startup, first: liveCommands(args) });
}

function startupLines(path: string): string[] {
  try {
    return existsSync(path) ? readFileSync(path, "utf8").split(/\r?\n/).filter((line) => line.trim() !== "") : [];
  } catch {
    return [];
  }
}
