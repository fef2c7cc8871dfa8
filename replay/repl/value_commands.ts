/**
 * Commands on values and expressions.
 *
 * @module
 */
import { escapeText } from "../preview/escape.ts";
import { expand } from "../preview/expand.ts";
import { type Answer, remark } from "./answer.ts";
import type { Arguments } from "./arguments.ts";
import type { Command, CommandContext } from "./command.ts";
import { CommandError } from "./command_error.ts";
import { count } from "../text/count.ts";
import { displayLines } from "./display.ts";
import { answerExpressions, evaluateHere, onOneLine, orComplain, type ShowValue, valueOf } from "./evaluation.ts";
import { wrap } from "../text/fit.ts";
import { selectedFrame } from "./selected_frame.ts";
import { whatisData, whatisLines } from "./whatis.ts";
import { whyNotHere, whyOf } from "./why.ts";

/** Levels that `pp` opens when it is not told. */
const DEPTH = 3;

/** P, pp, whatis, why, display, undisplay, reset. */
export const VALUE_COMMANDS: readonly Command[] = [
  {
    name: "p",
    aliases: ["print", "exec"],
    group: "values",
    usage: "p expression",
    summary: "evaluate, and show the value on one line",
    help:
      "The value becomes _ and the next of $1, $2, … `p` is only needed where the expression would be taken for a " +
      "command, as in `p list`. `p a, b` shows both.",
    completes: "expression",
    run: (context, args) => answerExpressions(context, args.required("an expression"), onOneLine),
  },
  {
    name: "pp",
    aliases: ["dir"],
    group: "values",
    usage: "pp [depth] expression",
    summary: "evaluate, and show the value as a tree",
    help: "Three levels deep, or as many as you say: `pp 5 order`.",
    completes: "expression",
    run: (context, args) => {
      args.required("an expression");
      const [, depth, text] = /^(?:(\d+)\s+)?(.*)$/s.exec(args.text)!;
      if (text === "" || text === undefined) throw args.wrong("an expression is missing");
      return answerExpressions(context, text, expanded(depth === undefined ? DEPTH : args.toNumber(depth, 0)));
    },
  },
  {
    name: "whatis",
    group: "values",
    usage: "whatis expression",
    summary: "show type, class and origin of a value",
    completes: "expression",
    run: async (context, args) => {
      const { value } = await valueOf(context, args.required("an expression"));
      const data = await whatisData(value, context.session);
      return { data: () => data, text: (view) => whatisLines(data, view).join("\n") };
    },
  },
  {
    name: "why",
    group: "values",
    usage: "why expression",
    summary: "say why something is not in the dump",
    help: "It names the reason, and the option that would have kept it: `why order.items[3]`.",
    completes: "expression",
    run: why,
  },
  {
    name: "display",
    aliases: ["watch"],
    group: "values",
    usage: "display [expression]",
    summary: "show an expression after every move",
    help: "Without an expression it shows those there are.",
    completes: "expression",
    run: display,
  },
  {
    name: "undisplay",
    aliases: ["unwatch"],
    group: "values",
    usage: "undisplay [n]",
    summary: "stop showing expression n, or all",
    run: undisplay,
  },
  {
    name: "reset",
    group: "values",
    usage: "reset [-a]",
    summary: "drop what was changed or declared here",
    help:
      "The names of the frame stand for what was recorded again; what was changed inside an object stays changed, for " +
      "other frames see it too. `reset -a` drops everything in all frames, also what was changed inside objects.",
    run: reset,
  },
];

function expanded(depth: number): ShowValue {
  return (value, view, room) => expand(value, { depth, width: room, color: view.painter, omitted: view.omitted });
}

async function why(context: CommandContext, args: Arguments): Promise<Answer> {
  const text = args.required("an expression");
  const result = await evaluateHere(context, text);
  const missing = result.ok ? undefined : whyNotHere(text, selectedFrame(context));
  const reason = missing ?? whyOf(orComplain(result, text, context).value, text, context.session);
  return { data: () => reason.data, text: (view) => wrap(escapeText(reason.sentence), view.columns).join("\n") };
}

async function display(context: CommandContext, args: Arguments): Promise<Answer> {
  const { state } = context;
  selectedFrame(context);
  if (args.text === "" && state.displays.length === 0) throw args.wrong("nothing is on display");
  if (args.text !== "") state.display(args.text);
  const lines = await displayLines(context);
  return { data: () => ({ displays: state.displays }), text: (view) => lines(view).join("\n") };
}

function undisplay({ state }: CommandContext, args: Arguments): Answer {
  if (args.text === "") {
    state.displays = [];
    return remark("nothing is on display");
  }
  const number = args.number(1);
  const left = state.displays.filter((display) => display.number !== number);
  if (left.length === state.displays.length) {
    throw new CommandError(`there is no display ${number}: type display to list them`);
  }
  state.displays = left;
  return remark(`${number} is no longer on display`);
}

async function reset(context: CommandContext, args: Arguments): Promise<Answer> {
  const { session, state, live, enter } = context;
  if (args.text !== "" && args.text !== "-a") throw args.wrong(`there is no ${args.text}`);
  if (args.text === "-a") {
    const fresh = await session.anew();
    if (session === live.inert) live.renew(fresh);
    enter(fresh);
    state.overlay = undefined;
    return remark("all names and objects are as they were recorded, those in _ and $n excepted");
  }
  const frame = selectedFrame(context);
  const changed = session.changes(frame).size;
  session.reset(frame);
  return remark(
    changed === 0 ? "no name was changed here" : `${count(changed, "name")} dropped: names stand for what was recorded`,
  );
}
