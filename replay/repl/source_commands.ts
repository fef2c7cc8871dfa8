/**
 * Commands on source texts.
 *
 * @module
 */
import type { Frame } from "../frames/frame.ts";
import type { Source } from "../frames/source.ts";
import { escapeStart, escapeText } from "../preview/escape.ts";
import { type Answer, remark } from "./answer.ts";
import type { Arguments } from "./arguments.ts";
import type { Command, CommandContext } from "./command.ts";
import { CommandError } from "./command_error.ts";
import { count } from "../text/count.ts";
import { displayPath, displayPosition, toPath } from "../text/display_path.ts";
import { valueOf } from "./evaluation.ts";
import { fit } from "../text/fit.ts";
import { valueByName } from "../text/frame_text.ts";
import { codeOf, codePosition } from "./function_source.ts";
import { omittedOf } from "../rehydrate/omitted.ts";
import { selectedFrame } from "./selected_frame.ts";
import type { View } from "../text/view.ts";

/** Lines that `list` shows at a time. */
const PAGE = 11;

/** Columns to the right of which code is far from the beginning of its line. */
const FAR = 40;

/** Lines that are shown at most: a function may have a million. */
const MOST_LINES = 2000;

/** List, ll, source, edit. */
export const SOURCE_COMMANDS: readonly Command[] = [
  {
    name: "list",
    aliases: ["l"],
    group: "source",
    usage: "list [line [last]]",
    summary: "show source around the line of the frame",
    help:
      "`list 40` shows the lines around line 40, `list 40 60` these lines. An empty line after it shows what follows. " +
      "`list .` is back at the line of the frame.",
    repeats: "bare",
    run: list,
  },
  {
    name: "ll",
    aliases: ["longlist"],
    group: "source",
    usage: "ll",
    summary: "show the whole function of the frame",
    help: "With the values of its variables beside the lines they stand on.",
    run: longList,
  },
  {
    name: "source",
    group: "source",
    usage: "source expression",
    summary: "show the source of a function or a class",
    help: "Of an object that is no function it shows the class. Code of a compiled program whose place in the source " +
      "was not recorded is found there by its name, or shown as it ran.",
    completes: "expression",
    run: source,
  },
  {
    name: "edit",
    group: "source",
    usage: "edit",
    summary: "open the file at the line in your editor",
    help: "The editor is $VISUAL, else $EDITOR. The file is that on this disk; `list` shows the recorded source.",
    run: edit,
  },
];

/** The source of the selected frame with its text; complains when there is none. */
function sourceOf(frame: Frame): { readonly source: Source; readonly line: number; readonly column: number } {
  const { source, position } = frame;
  if (position === undefined) throw new CommandError("the position of this frame is not known: type where, or up");
  if (source?.text === undefined) {
    const reason = source?.omitted ?? "it is not in the dump";
    throw new CommandError(`no source of ${toPath(position.url)}: ${reason}: type edit if the file is here, or up`);
  }
  return { source, line: position.line, column: position.column };
}

async function list(context: CommandContext, args: Arguments): Promise<Answer> {
  const { session, state } = context;
  const frame = selectedFrame(context);
  const { source, line, column } = sourceOf(frame);
  const [from, to] = range(context, args, frame, source, line);
  state.listing = { frame, next: to + 1 };
  const { excerptLines } = await import("../text/excerpt.ts");
  const mark = { line, column };
  const value = /^\.?$/.test(args.text) ? await valueByName(session, frame, { from, to }) : undefined;
  return linesAnswer(source, from, to, line, (view) => excerptLines({ source, from, to, mark, value }, view));
}

/** The lines that `list` shows. */
function range(
  { state }: CommandContext,
  args: Arguments,
  frame: Frame,
  source: Source,
  line: number,
): [from: number, to: number] {
  // The line break at the end begins no line.
  const lineCount = source.lineCount - (source.line(source.lineCount) === "" ? 1 : 0);
  const { words } = args;
  if (words.length > 2) throw args.wrong(`two lines are enough, found "${args.text}"`);
  const [first, last] = words.flatMap((word) => word.split(",")).filter((word) => word !== "");
  if (first !== undefined && first !== ".") {
    const from = args.toNumber(first, 1);
    if (from > lineCount) throw new CommandError(`the source ends at line ${lineCount}: type list ${lineCount}`);
    if (last !== undefined) return [from, Math.min(lineCount, args.toNumber(last, from), from + MOST_LINES - 1)];
    return around(from, lineCount);
  }
  const goesOn = first === undefined && state.listing?.frame === frame;
  if (!goesOn) return around(line, lineCount);
  const { next } = state.listing!;
  if (next > lineCount) throw new CommandError("that was the end of the source: type list . to see the line again");
  return [next, Math.min(lineCount, next + PAGE - 1)];
}

/** A page with a line in its middle. */
function around(line: number, lineCount: number): [from: number, to: number] {
  const from = Math.max(1, Math.min(line - (PAGE >> 1), lineCount - PAGE + 1));
  return [from, Math.min(lineCount, from + PAGE - 1)];
}

async function longList(context: CommandContext, args: Arguments): Promise<Answer> {
  args.none();
  const frame = selectedFrame(context);
  const { source, line, column } = sourceOf(frame);
  const [{ functionRange }, { excerptLines }] = await Promise.all([
    import("./function_range.ts"),
    import("../text/excerpt.ts"),
  ]);
  const whole = await functionRange(source, { line, column }, context.state.ranges);
  const from = Math.max(whole.from, line - MOST_LINES / 2);
  const to = Math.min(whole.to, from + MOST_LINES - 1);
  context.state.listing = { frame, next: to + 1 };
  const value = await valueByName(context.session, frame, { from, to });
  return linesAnswer(
    source,
    from,
    to,
    line,
    (view) => excerptLines({ source, from, to, mark: { line, column }, value }, view),
  );
}

function linesAnswer(
  source: Source,
  from: number,
  to: number,
  current: number,
  lines: (view: View) => string[],
): Answer {
  return {
    data: () => ({
      file: toPath(source.url),
      line: current,
      lines: Array.from({ length: to - from + 1 }, (_, index) => ({
        number: from + index,
        text: source.line(from + index) ?? "",
      })),
    }),
    text: (view) => lines(view).join("\n"),
  };
}

async function source(context: CommandContext, args: Arguments): Promise<Answer> {
  const text = args.required("an expression");
  const { value } = await valueOf(context, text);
  if (omittedOf(value) !== undefined) throw new CommandError(`${text} is not in the dump: type why ${text}`);
  const code = await codeOf(value, context.session);
  if (code === undefined) {
    const begin = await codePosition(value, context.session);
    const place = begin && displayPosition(begin, context.session.header.cwd);
    const why = place === undefined ? `type whatis ${text}` : `it begins at ${place}`;
    throw new CommandError(`${text} has no source in the dump: ${why}`);
  }
  const { excerptLines } = await import("../text/excerpt.ts");
  const { name, position, isRecorded, ranIn, source, first, last } = code;
  return {
    data: () => ({
      name,
      file: position === undefined ? null : toPath(position.url),
      line: position?.line ?? null,
      text: code.text,
    }),
    text: (view) => {
      const ran = ranIn === undefined ? "as it ran" : `${displayPath(ranIn, view.cwd)}, as it ran`;
      const made = context.session.mode === "inert" ? "typed at the prompt" : "live, or typed at the prompt";
      const origin = isRecorded ? ran : made;
      const place = position === undefined ? origin : displayPosition(position, view.cwd);
      const shown = name === "" ? view.style.quiet("(anonymous)") : view.style.name(escapeStart(name));
      const title = fit(`${shown}  ${view.style.place(escapeText(place))}`, view.columns);
      const to = Math.min(last, first + MOST_LINES - 1);
      const more = last - to;
      const rest = more > 0 ? [view.style.quiet(`… ${count(more, "more line")}`)] : [];
      // What begins far to the right is shown from there.
      const mark = position !== undefined && first === last && position.column > FAR ? position : undefined;
      return [title, ...excerptLines({ source, from: first, to, mark }, view), ...rest].join("\n");
    },
  };
}

async function edit(context: CommandContext, args: Arguments): Promise<Answer> {
  args.none();
  const { position } = selectedFrame(context);
  if (position === undefined) throw new CommandError("the position of this frame is not known: type where, or up");
  if (context.host.edit === undefined) throw new CommandError("there is no screen for an editor: leave out -c");
  const path = toPath(position.url);
  await context.host.edit(path, position.line, position.column);
  return remark("");
}
