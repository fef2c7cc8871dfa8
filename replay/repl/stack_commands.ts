/**
 * Commands on the stack: seeing it, moving in it, running a command on other frames.
 *
 * @module
 */
import type { Frame } from "../frames/frame.ts";
import { escapeText } from "../preview/escape.ts";
import { type Answer, remark } from "./answer.ts";
import type { Arguments } from "./arguments.ts";
import type { Command, CommandContext } from "./command.ts";
import { CommandError } from "./command_error.ts";
import { frameData, frameExcerpt, frameLine, FrameRoom } from "../text/frame_text.ts";
import { count } from "../text/count.ts";
import { fit, wrap } from "../text/fit.ts";
import { moveTo } from "./move.ts";
import { variableLines } from "../text/scope_text.ts";
import { selectedFrame } from "./selected_frame.ts";
import { prose } from "../text/prose.ts";
import { reasonLines, stackLines } from "../text/stack_text.ts";

/** Where, up, down, frame, top, bottom, each, hide, unhide. */
export const STACK_COMMANDS: readonly Command[] = [
  {
    name: "where",
    aliases: ["bt", "w", "stack"],
    group: "stack",
    usage: "where [n] [-a] [-full]",
    summary: "show the stack, innermost frame first",
    help: "One line a frame; → marks the selected one. Runs of frames of packages and of the runtime are folded into " +
      "one line; -a unfolds them. -full adds the variables of each frame. `where 5` shows the five innermost frames, " +
      "`where -5` the five outermost. Of more than 1,000 lines the middle is left out.",
    run: where,
  },
  {
    name: "up",
    aliases: ["u"],
    group: "stack",
    usage: "up [n]",
    summary: "select the caller, or the n-th above",
    repeats: "same",
    run: (context, args) => step(context, args.number(1, 1), "up"),
  },
  {
    name: "down",
    aliases: ["d"],
    group: "stack",
    usage: "down [n]",
    summary: "select the called frame, or the n-th below",
    repeats: "same",
    run: (context, args) => step(context, args.number(1, 1), "down"),
  },
  {
    name: "frame",
    aliases: ["f"],
    group: "stack",
    usage: "frame [n [command]]",
    summary: "select frame n, or run a command on it",
    help:
      "Without a number it shows the selected frame. `frame 3 locals` and `frame 3 p order.id` look at frame 3 and " +
      "stay where you are.",
    completes: "line",
    run: (context, args) => {
      if (args.text === "") return show(context);
      const [word, rest] = args.shift();
      const selection = at(context, args.toNumber(word, 0));
      return rest === "" ? moveTo(context, selection) : context.runAt(selection, rest);
    },
  },
  {
    name: "top",
    group: "stack",
    usage: "top",
    summary: "select the outermost frame",
    run: (context, args) => {
      args.none();
      return moveTo(context, context.selection.top());
    },
  },
  {
    name: "bottom",
    group: "stack",
    usage: "bottom",
    summary: "select the innermost frame, where it was thrown",
    run: (context, args) => {
      args.none();
      return moveTo(context, context.selection.bottom());
    },
  },
  {
    name: "each",
    group: "stack",
    usage: "each command",
    summary: "run a command on every frame",
    help: "Frames that `hide` folds are left out. `each args` shows the arguments of all calls, `each p this` their " +
      "receivers. It ends after 500 frames, or when it has much to show.",
    completes: "line",
    run: (context, args) => each(context, args.required("a command")),
  },
  {
    name: "hide",
    group: "stack",
    usage: "hide",
    summary: "fold frames of packages and of the runtime",
    help: "In `where` and `each`. So it is at the start; `unhide` ends it.",
    run: (context, args) => fold(context, args.none() === undefined),
  },
  {
    name: "unhide",
    group: "stack",
    usage: "unhide",
    summary: "show all frames",
    run: (context, args) => fold(context, args.none() !== undefined),
  },
];

function where(context: CommandContext, args: Arguments): Answer {
  const isNumber = (word: string) => /^[+-]?[1-9]\d{0,8}$/.test(word);
  const known = new Set(["-a", "-full", "full"]);
  const wrong = args.words.find((word) => !known.has(word) && !isNumber(word));
  if (wrong !== undefined) throw args.wrong(`there is no ${wrong}`);
  const [number, ...others] = args.words.filter(isNumber).map(Number);
  if (others.length > 0) throw args.wrong(`one number is enough, found "${args.text}"`);
  const { exception } = context.selection;
  const all = stackOf(context);
  const frames = number === undefined ? all : number > 0 ? all.slice(0, number) : all.slice(number);
  const full = args.words.includes("-full") || args.words.includes("full");
  const rest = all.length - frames.length;
  return {
    data: () => {
      const data = new FrameRoom().data(frames);
      const leftOut = (data.leftOut ?? 0) + rest;
      return leftOut === 0 ? data : { ...data, leftOut };
    },
    text: (view) => {
      const lines = stackLines({
        frames,
        selected: context.selection.frame,
        folds: context.state.folds && !args.words.includes("-a"),
        ...(full ? { below: (frame: Frame) => variableLines(context.session, frame, view, 8) } : {}),
      }, view);
      if (lines.length > 0) {
        const more = rest === 0 ? [] : [fit(view.style.quiet(`… ${count(rest, "more frame")} (where)`), view.columns)];
        const rows = number !== undefined && number < 0 ? [...more, ...lines] : [...lines, ...more];
        return [...rows, ...reasonLines(frames, view)].join("\n");
      }
      return prose(`no frames were recorded: ${exception.unavailable ?? "it has no stack"}`, view.columns)
        .map(view.style.quiet).join("\n");
    },
  };
}

/** The frames of the stack that the selection is in: of the first throw, or of a later one. */
function stackOf({ selection }: CommandContext): readonly Frame[] {
  const { exception, frame } = selection;
  if (frame === undefined) return exception.frames;
  const isIn = (frames: readonly Frame[]) => frames[frame.index - 1] === frame;
  if (isIn(exception.frames)) return exception.frames;
  return exception.throws.find(({ frames }) => isIn(frames))?.frames ?? exception.frames;
}

function step(context: CommandContext, count: number, direction: "up" | "down"): Promise<Answer> {
  const frame = selectedFrame(context);
  const selection = context.selection[direction](count);
  if (selection.frame === frame) {
    if (stackOf(context).length === 1) throw new CommandError("there is no other frame: type frame to see this one");
    const end = direction === "up" ? "outermost frame, nothing called it" : "innermost frame, it threw";
    const other = direction === "up" ? "down" : "up";
    throw new CommandError(`frame ${frame.index} is the ${end}: type ${other} to go the other way`);
  }
  return moveTo(context, selection);
}

function at(context: CommandContext, index: number) {
  selectedFrame(context);
  try {
    return context.selection.at(index);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const last = stackOf(context).at(-1)?.index ?? 1;
    throw new CommandError(`there is no frame ${index}: type a number from 1 to ${last}, where lists them`);
  }
}

async function show(context: CommandContext): Promise<Answer> {
  const frame = selectedFrame(context);
  const lines = await frameExcerpt(context.session, frame, { before: 5, after: 5 });
  return {
    data: () => ({ frame: frameData(frame) }),
    text: (view) => [frameLine(frame, view), ...lines(view)].join("\n"),
  };
}

/** Frames that `each` runs a command on. */
const MOST_FRAMES = 500;
/** UTF-16 units that `each` shows, about. */
const MOST_TEXT = 1_000_000;

async function each(context: CommandContext, line: string): Promise<Answer> {
  const all = stackOf(context).filter((frame) => !context.state.folds || frame.origin === "program");
  const frames = all.slice(0, MOST_FRAMES);
  const answers: FrameAnswer[] = [];
  for (const frame of frames) {
    try {
      answers.push({ frame, answer: await context.runAt(at(context, frame.index), line) });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      answers.push({ frame, error: error.message });
    }
  }
  return {
    data: () => {
      const { made, left } = takeTexts(answers, ({ frame, answer, error }) => {
        const data = answer === undefined
          ? { index: frame.index, ok: false, error }
          : { index: frame.index, ok: true, result: answer.data() };
        return { made: data, size: JSON.stringify(data).length };
      });
      const leftOut = left + all.length - frames.length;
      return { frames: made, ...(leftOut === 0 ? {} : { leftOut }) };
    },
    text: (view) => {
      const { made, left } = takeTexts(answers, ({ frame, answer, error }) => {
        const text = answer?.text(view) ??
          wrap(escapeText(error ?? ""), view.columns).map(view.style.error).join("\n");
        return { made: `${frameLine(frame, view, frame === context.selection.frame)}\n${text}`, size: text.length };
      });
      const next = all[made.length];
      if (next === undefined) return made.join("\n\n");
      const more = `… ${count(left + all.length - frames.length, "more frame")} (frame ${next.index} ${line})`;
      return [...made, view.style.quiet(fit(escapeText(more), view.columns))].join("\n\n");
    },
  };
}

/** What a command said of a frame. */
interface FrameAnswer {
  readonly frame: Frame;
  readonly answer?: Answer;
  readonly error?: string;
}

/** Makes what the first answers say, until it is much; the others are counted. */
function takeTexts<T>(
  answers: readonly FrameAnswer[],
  make: (answer: FrameAnswer) => { readonly made: T; readonly size: number },
): { readonly made: T[]; readonly left: number } {
  const made: T[] = [];
  let room = MOST_TEXT;
  for (const answer of answers) {
    if (room <= 0) break;
    const next = make(answer);
    made.push(next.made);
    room -= next.size;
  }
  return { made, left: answers.length - made.length };
}

function fold(context: CommandContext, folds: boolean): Answer {
  context.state.folds = folds;
  return remark(folds ? "frames of packages and of the runtime are folded" : "all frames are shown");
}
