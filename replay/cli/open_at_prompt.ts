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
import { openEditor } from "./editor.ts";
import { History, historyPath } from "./history.ts";
import { thisMachine } from "./machine.ts";
import { runnerOf } from "./prompt_runner.ts";
import { showsColor, type Stdio } from "./stdio.ts";

/**
 * Shows the prompt until the person leaves.
 *
 * @param path The file, for complaints.
 */
export async function openAtPrompt(session: Session, path: string, stdio: Stdio): Promise<void> {
  const { env } = stdio;
  const home = stdio.home();
  const history = new History(historyPath(env, home));
  const machine = thisMachine((file, line, column) => terminal.lend(() => openEditor(env, file, line, column)));
  const runner = runnerOf(session, machine, path);
  const terminal = new ReadlineTerminal({
    input: stdio.stdin as unknown as ReadStream,
    output: stdio.stdout as unknown as WriteStream,
    color: showsColor(stdio.stdout, stdio),
    history,
    complete: (line) => complete(line, runner),
  });
  await runRepl({ runner, terminal, startup: startupLines(join(home, ".keeptracerc")) });
}

function startupLines(path: string): string[] {
  try {
    return existsSync(path) ? readFileSync(path, "utf8").split(/\r?\n/).filter((line) => line.trim() !== "") : [];
  } catch {
    return [];
  }
}
