/**
 * Commands without a prompt: run, print, count what failed.
 *
 * @module
 */
import { escapeText } from "../preview/escape.ts";
import { CommandError } from "./command_error.ts";
import { jsonLine } from "../text/json_line.ts";
import { nextTurn } from "./next_turn.ts";
import { printedLines } from "./prompt_console.ts";
import type { Runner } from "./runner.ts";
import type { View } from "../text/view.ts";

/** How a batch is printed. */
export interface BatchOptions {
  readonly runner: Runner;
  readonly commands: Iterable<string> | AsyncIterable<string>;
  /** Whether each command prints one line of JSON in place of text. */
  readonly json: boolean;
  readonly view: View;
  /** Members of every line of JSON beside those of the command, e.g. the file when there are several. */
  readonly about?: Readonly<Record<string, unknown>>;
  /** Takes text for standard output, with its line ends. */
  readonly out: (text: string) => void;
  /** Takes text for standard error, with its line ends. */
  readonly err: (text: string) => void;
}

/**
 * Runs commands one after another; one that fails does not stop those after it.
 *
 * @returns Whether all of them worked.
 */
export async function runBatch(options: BatchOptions): Promise<boolean> {
  const { runner, json, view, about, out, err } = options;
  let worked = true;
  let lines: string[] = [];
  runner.state.print = (values) => {
    const text = printedLines(values, view);
    if (json) lines.push(...text);
    else print(text.join("\n"), out);
  };
  const printed = () => {
    const all = lines;
    lines = [];
    return all.length > 0 && { printed: all };
  };
  for await (const command of options.commands) {
    try {
      const answer = await runner.run(command);
      if (json) out(`${jsonLine({ ...about, command, ok: true, result: answer.data(), ...printed() })}\n`);
      else print(answer.text(view), out);
      await nextTurn();
      if (answer.failed === true) worked = false;
      if (answer.ends === true) break;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      worked = false;
      const message = describe(error);
      const { trace, before } = error;
      if (json) {
        const results = before.length > 0 && { results: before.map((answer) => answer.data()) };
        const calls = trace.length > 0 && { trace };
        out(`${jsonLine({ ...about, command, ok: false, error: message, ...calls, ...results, ...printed() })}\n`);
      } else {
        for (const answer of before) print(answer.text(view), out);
        err([`keeptrace: ${escapeText(message)}`, ...trace.map((call) => `    ${escapeText(call)}`), ""].join("\n"));
      }
    }
  }
  return worked;
}

function print(text: string, out: (text: string) => void): void {
  if (text !== "") out(`${text}\n`);
}

/** The message, with the line of the file and the place in the expression when they are known. */
function describe({ message, place, where }: CommandError): string {
  const text = where === undefined ? message : `${where}: ${message}`;
  return place === undefined ? text : `${text} (at ${place.line}:${place.column})`;
}
