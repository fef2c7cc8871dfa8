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
import { frameData, frameExcerpt, frameLine } from "../text/frame_text.ts";
import { wrap } from "../text/fit.ts";
import { moveTo } from "./move.ts";
import { variableLines } from "../text/scope_text.ts";
import { selectedFrame } from "./selected_frame.ts";
import { reasonLines, stackLines } from "../text/stack_text.ts";

/** Where, up, down, frame, top, bottom, each, hide, unhide. */
export const STACK_COMMANDS: readonly Command[] = [
  {
    name: "where",
    aliases: ["bt", "w", "stack"],
    group: "stack",
    usage: "where [-a] [-full]",
    summary: "show the stack, innermost frame first",
    help: "One line a frame; → marks the selected one. Runs of frames of packages and of the runtime are folded into " +
      "one line; -a unfolds them. -full adds the variables of each frame.",
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
      "receivers.",
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
  const known = new Set(["-a", "-full"]);
  const wrong = args.words.find((word) => !known.has(word));
  if (wrong !== undefined) throw args.wrong(`there is no ${wrong}`);
  const { exception } = context.selection;
  const frames = stackOf(context);
  const full = args.words.includes("-full");
  return {
    data: () => ({ frames: frames.map(frameData) }),
    text: (view) => {
      const lines = stackLines({
        frames,
        selected: context.selection.frame,
        folds: context.state.folds && !args.words.includes("-a"),
        ...(full ? { below: (frame: Frame) => variableLines(context.session, frame, view, 8) } : {}),
      }, view);
      if (lines.length > 0) return [...lines, ...reasonLines(frames, view)].join("\n");
      return view.style.quiet(`no frames were recorded: ${escapeText(exception.unavailable ?? "it has no stack")}`);
    },
  };
}

/** The frames of the stack that the selection is in: of the first throw, or of a later one. */
function stackOf({ selection }: CommandContext): readonly Frame[] {
  const { exception, frame } = selection;
  const stacks = [exception.frames, ...exception.throws.map((later) => later.frames)];
  return stacks.find((frames) => frame !== undefined && frames.includes(frame)) ?? exception.frames;
}

function step(context: CommandContext, count: number, direction: "up" | "down"): Promise<Answer> {
  const frame = selectedFrame(context);
  const selection = context.selection[direction](count);
  if (selection.frame === frame) {
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

async function each(context: CommandContext, line: string): Promise<Answer> {
  const frames = stackOf(context).filter((frame) => !context.state.folds || frame.origin === "program");
  const answers: { frame: Frame; answer?: Answer; error?: string }[] = [];
  for (const frame of frames) {
    try {
      answers.push({ frame, answer: await context.runAt(at(context, frame.index), line) });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      answers.push({ frame, error: error.message });
    }
  }
  return {
    data: () => ({
      frames: answers.map(({ frame, answer, error }) => {
        return answer === undefined
          ? { index: frame.index, ok: false, error }
          : { index: frame.index, ok: true, result: answer.data() };
      }),
    }),
    text: (view) =>
      answers.map(({ frame, answer, error }) =>
        [
          frameLine(frame, view, frame === context.selection.frame),
          ...(answer === undefined
            ? wrap(escapeText(error ?? ""), view.columns).map(view.style.error)
            : [answer.text(view)]),
        ].join("\n")
      ).join("\n\n"),
  };
}

function fold(context: CommandContext, folds: boolean): Answer {
  context.state.folds = folds;
  return remark(folds ? "frames of packages and of the runtime are folded" : "all frames are shown");
}
