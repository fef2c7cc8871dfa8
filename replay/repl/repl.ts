/**
 * The loop of the prompt.
 *
 * @module
 */
import { escapeText } from "../preview/escape.ts";
import { CommandError } from "./command_error.ts";
import { nextTurn } from "./next_turn.ts";
import { displayCall } from "../text/display_path.ts";
import { cells, fit, unstyled, wrap } from "../text/fit.ts";
import { openingText } from "./opening.ts";
import { printedLines } from "./prompt_console.ts";
import type { Runner } from "./runner.ts";
import type { Terminal } from "./terminal.ts";
import { type View, viewOf } from "../text/view.ts";

/** Calls that are shown of what live code threw. */
const CALLS = 10;

/** What a prompt needs. */
export interface ReplOptions {
  readonly runner: Runner;
  readonly terminal: Terminal;
  /** Lines that are run before the first prompt: those of `~/.keeptracerc`. */
  readonly startup: readonly string[];
  /** Lines that are run as if they had been typed first. */
  readonly first?: readonly string[];
}

/** Shows the opening screen, then reads lines and runs them until the person leaves. */
export async function runRepl(options: ReplOptions): Promise<void> {
  const { runner, terminal } = options;
  const show = (text: string) => {
    if (text === "") return;
    terminal.write(`${text}\n`);
    runner.state.transcript?.(`${unstyled(text)}\n`);
  };
  const view = () =>
    viewOf({ session: runner.session, columns: terminal.columns, color: terminal.color, numbered: true });
  const endWatch = runner.watchLateErrors((line) => {
    terminal.notice(wrap(line, view().columns).map(view().style.error).join("\n"));
    runner.state.transcript?.(`${line}\n`);
  });
  // Whether something stands between what was typed and what comes of it.
  let printed = false;
  runner.state.print = (values) => {
    printed = true;
    const text = printedLines(values, view()).join("\n");
    terminal.notice(text);
    runner.state.transcript?.(`${unstyled(text)}\n`);
  };
  try {
    show((await openingText(runner.context))(view()));
    for (const line of options.startup) await runStartup(line);
    for (const line of options.first ?? []) await runLine(line, 0);
    for (;;) {
      const prompt = promptText(runner, view());
      const line = await readLine(prompt);
      if (line === undefined) break;
      runner.state.transcript?.(`${unstyled(prompt)}${line}\n`);
      if (await runLine(line, cells(prompt))) break;
      await nextTurn();
      if (line.trim() !== "") runner.state.lines.push(line);
    }
  } finally {
    endWatch();
    terminal.close();
  }

  /** Reads lines until they are whole; undefined when the person leaves. */
  async function readLine(prompt: string): Promise<string | undefined> {
    let text = "";
    for (;;) {
      const next = text === "" ? prompt : view().style.quiet(`${" ".repeat(Math.max(0, cells(prompt) - 4))}... `);
      const input = await terminal.read(next);
      if (input.kind === "end") {
        terminal.write("\n");
        return undefined;
      }
      if (input.kind === "interrupt") {
        if (text === "" && input.text === "") terminal.write("Ctrl-D or quit leaves\n");
        text = "";
        continue;
      }
      text = text === "" ? input.text : `${text}\n${input.text}`;
      if (await runner.isIncomplete(text)) continue;
      terminal.remember(text);
      return text;
    }
  }

  /** The terminal itself shows ^C while a command runs. */
  function interruption(): string {
    return `\n${view().style.quiet("interrupted")}`;
  }

  /** Runs a line of the startup file, which speaks only when it fails. */
  async function runStartup(line: string): Promise<void> {
    try {
      await runner.run(line);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      show(errorText(new CommandError(`in the startup file, "${line}": ${error.message}`), line, 0, view()));
    }
  }

  /** Runs a line and shows what comes of it; answers whether the session ends. */
  async function runLine(line: string, column: number): Promise<boolean> {
    let stop = () => {};
    printed = false;
    const interrupted = new Promise<undefined>((resolve) => stop = terminal.onInterrupt(() => resolve(undefined)));
    try {
      const answer = await Promise.race([runner.run(line), interrupted]);
      if (answer === undefined) show(interruption());
      else show(answer.text(view()));
      return answer?.ends === true;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      for (const answer of error.before) show(answer.text(view()));
      show(error.interrupted ? interruption() : errorText(error, printed ? "" : line, column, view()));
      return false;
    } finally {
      stop();
    }
  }
}

/** `keeptrace 1> `, with the cause or the later throw that the frame belongs to. */
function promptText({ selection }: Runner, { style }: View): string {
  const { exception, frame, throwNumber: later } = selection;
  const where = [
    ...(exception.index === 0 ? [] : [`cause ${exception.index}`]),
    ...(later === 0 ? [] : [`throw ${later}`]),
    ...(frame === undefined ? [] : [String(frame.index)]),
  ].join(":");
  return `${style.quiet("keeptrace")}${where === "" ? "" : ` ${style.strong(where)}`}${style.quiet(">")} `;
}

/** The message; below the place of the mistake when it is in the line as it stands on the screen. */
function errorText(error: CommandError, line: string, column: number, view: View): string {
  const { place, trace, where } = error;
  const { style, columns } = view;
  const message = where === undefined ? error.message : `${where}: ${error.message}`;
  const start = place === undefined ? -1 : line.lastIndexOf(place.text);
  const calls = trace.slice(0, CALLS).map((call) =>
    fit(style.quiet(`    ${escapeText(displayCall(call, view.cwd))}`), columns)
  );
  const more = trace.length > CALLS ? [style.quiet(`    … ${trace.length - CALLS} more`)] : [];
  const text = [...wrap(escapeText(message), columns).map(style.error), ...calls, ...more];
  if (place === undefined || start < 0 || where !== undefined || line.includes("\n")) {
    const at = place === undefined ? "" : style.quiet(` (line ${place.line}, column ${place.column})`);
    return fitLast(text, at, columns);
  }
  const caret = column + cells(escapeText(line.slice(0, start + place.column - 1)));
  return [...(caret < columns && column > 0 ? [`${" ".repeat(caret)}${style.mark("^")}`] : []), ...text].join("\n");
}

/** Lines with something after the last of them. */
function fitLast(lines: readonly string[], tail: string, columns: number): string {
  const last = lines.at(-1) ?? "";
  const fits = cells(last) + cells(tail) <= columns;
  return [...lines.slice(0, -1), fits ? last + tail : `${last}\n${fit(tail.trimStart(), columns)}`].join("\n");
}
