/**
 * Commands on what was thrown.
 *
 * @module
 */
import type { Exception } from "../frames/exception.ts";
import { escapeStart } from "../preview/escape.ts";
import type { Answer } from "./answer.ts";
import type { Arguments } from "./arguments.ts";
import type { Command, CommandContext } from "./command.ts";
import { CommandError } from "./command_error.ts";
import { causesData, oneLine, related, relatedLines, thrownLines } from "../text/exception_text.ts";
import { cells, fit } from "../text/fit.ts";
import { frameData, frameLine } from "../text/frame_text.ts";
import { moveTo } from "./move.ts";
import { count } from "../text/count.ts";
import { prose } from "../text/prose.ts";
import { formatTime, isoTime } from "../text/time_text.ts";

/** Lines of a message that `exception` shows. */
const MESSAGE = 200;

/** Lines of a stack, later throws and threads that are shown. */
const MOST = 1000;
/** Later throws in one line of JSON. */
const MOST_DATA = 10_000;
/** What was thrown on one thread that is shown. */
const MOST_THROWN = 20;

/** Exception, causes, cause, throws, threads, thread. */
export const EXCEPTION_COMMANDS: readonly Command[] = [
  {
    name: "exception",
    aliases: ["e", "error"],
    group: "exception",
    usage: "exception",
    summary: "show what was thrown, its stack and causes",
    run: (context, args) => {
      args.none();
      return exceptionAnswer(context.selection.exception);
    },
  },
  {
    name: "causes",
    group: "exception",
    usage: "causes",
    summary: "list the causes and members of the error",
    run: (context, args) => {
      args.none();
      return causes(context);
    },
  },
  {
    name: "cause",
    group: "exception",
    usage: "cause [n]",
    summary: "select the frames of cause n",
    help: "Each error keeps the frames of its own throw. `causes` lists the numbers.",
    run: cause,
  },
  {
    name: "throws",
    group: "exception",
    usage: "throws [n]",
    summary: "list where the error was thrown again",
    help: "`throws 2` selects the frames of the second time, `throws 0` those of the first throw.",
    run: throws,
  },
  {
    name: "threads",
    group: "stack",
    usage: "threads",
    summary: "list the threads and what was thrown on them",
    run: (context, args) => {
      args.none();
      return threads(context);
    },
  },
  {
    name: "thread",
    group: "stack",
    usage: "thread n",
    summary: "select what was thrown on thread n",
    run: (context, args) => {
      const id = args.number(0);
      const thread = context.session.threads.find((other) => other.id === id);
      const [exception] = thread?.exceptions ?? [];
      if (thread === undefined) throw new CommandError(`there is no thread ${id}: type threads to list them`);
      if (exception === undefined) {
        throw new CommandError(`nothing was thrown on thread ${id}: type threads to list them`);
      }
      return moveTo(context, context.selection.on(exception));
    },
  },
];

function exceptionAnswer(exception: Exception): Answer {
  const { name, message, stack } = exception;
  return {
    data: () => ({ name, message, stack: stack ?? null, causes: causesData(exception) }),
    text: (view) => {
      const { style, columns } = view;
      const head = thrownLines(exception, view, MESSAGE);
      const frames = stack === undefined ? [] : stackText(stack, exception);
      const lines = [...head, ...frames.slice(0, MOST).map((line) => style.quiet(fit(escapeStart(line), columns)))];
      if (frames.length > MOST) {
        lines.push(style.quiet(`… ${count(frames.length - MOST, "more line")} (p $exception.stack)`));
      }
      if (stack === undefined) lines.push(style.quiet("it has no stack as text"));
      if (exception.unavailable !== undefined) {
        lines.push(...prose(`no variables: ${exception.unavailable}`, columns).map(style.quiet));
      }
      return [...lines, ...relatedLines(related(exception), view)].join("\n");
    },
  };
}

/** The lines of a stack after its head, which is shown already. */
function stackText(stack: string, { message }: Exception): string[] {
  const at = message === "" ? -1 : stack.indexOf(message);
  const rest = at < 0 ? stack : stack.slice(at + message.length);
  return rest.split(/\r?\n/).filter((line, index) =>
    line.trim() !== "" && (at >= 0 || index > 0 || /^\s+at /.test(line))
  );
}

function causes(context: CommandContext): Answer {
  const [top] = context.session.exceptions;
  const exception = top ?? context.selection.exception;
  return {
    data: () => ({ causes: causesData(exception) }),
    text: (view) => {
      const lines = relatedLines(related(exception), view, context.selection.exception);
      if (lines.length === 0) return view.style.quiet("the error has no cause");
      const mark = exception === context.selection.exception ? view.style.mark("→") : " ";
      return [fit(`${mark} ${view.style.error(oneLine(exception))}`, view.columns), ...lines].join("\n");
    },
  };
}

function cause(context: CommandContext, args: Arguments): Answer | Promise<Answer> {
  const { exceptions } = context.session;
  const all = exceptions[0] === undefined ? [] : related(exceptions[0]);
  if (all.length === 0) throw new CommandError("the error has no cause: type exception to see it whole");
  const index = args.number(0, all[0]!.exception.index);
  const exception = index === 0 ? exceptions[0] : all.find((other) => other.exception.index === index)?.exception;
  if (exception === undefined) throw new CommandError(`there is no cause ${index}: type causes to list them`);
  const selection = context.selection.on(exception);
  if (selection.frame !== undefined) return moveTo(context, selection);
  context.select(selection);
  return exceptionAnswer(exception);
}

/** Columns that `→ 1  ` takes before the call of an innermost frame. */
const FRAME_NUMBER = 5;

function throws(context: CommandContext, args: Arguments): Answer | Promise<Answer> {
  const { exception } = context.selection;
  const later = exception.throws;
  if (args.text !== "") {
    const number = args.number(0);
    if (number > later.length) {
      throw new CommandError(
        later.length === 0
          ? "it was thrown once: type throws 0 for the frames of that"
          : `it was thrown ${count(later.length + 1, "time")}: type a number from 0 to ${later.length}`,
      );
    }
    return moveTo(context, context.selection.atThrow(number));
  }
  const all = [{ time: undefined, frames: exception.frames }, ...later];
  return {
    data: () => ({
      throws: all.slice(0, MOST_DATA).map(({ time, frames }, index) => ({
        index,
        ...(time === undefined ? {} : { time: isoTime(time) }),
        frame: frames[0] === undefined ? null : frameData(frames[0]),
      })),
      ...(all.length > MOST_DATA ? { leftOut: all.length - MOST_DATA } : {}),
    }),
    text: (view) => {
      const lines = all.slice(0, MOST).map(({ time, frames }, index) => {
        const [frame] = frames;
        const when = time === undefined ? "first throw" : `again ${formatTime(time)}`;
        const head = `${view.style.strong(String(index))}  ${view.style.quiet(when)}`;
        if (frame === undefined) return fit(head, view.columns);
        // Without the number of the frame, which is 1.
        const columns = view.columns - cells(head) - 2 + FRAME_NUMBER;
        const call = frameLine(frame, { ...view, columns }).replace(/^.*?1 {2}/, "");
        return fit(`${head}  ${call}`, view.columns);
      });
      const more = all.length - lines.length;
      return [...lines, ...(more > 0 ? [view.style.quiet(`… ${count(more, "more throw")} (throws n)`)] : [])].join(
        "\n",
      );
    },
  };
}

function threads({ session, selection }: CommandContext): Answer {
  return {
    data: () => ({
      threads: session.threads.map(({ id, name, exceptions }) => ({
        id,
        name,
        exceptions: exceptions.map((exception) => ({ name: exception.name, message: exception.message })),
      })),
    }),
    text: (view) => {
      const { style } = view;
      const lines = session.threads.slice(0, MOST).map(({ id, name, exceptions }) => {
        const mark = selection.exception.thread.id === id ? style.mark("→") : " ";
        const thrown = exceptions.slice(0, MOST_THROWN).map(oneLine).join("; ");
        return fit(
          `${mark} ${style.strong(String(id))}  ${escapeStart(name)}  ${style.error(thrown)}`.trimEnd(),
          view.columns,
        );
      });
      const more = session.threads.length - lines.length;
      return [...lines, ...(more > 0 ? [style.quiet(`… ${count(more, "more thread")}`)] : [])].join("\n");
    },
  };
}
