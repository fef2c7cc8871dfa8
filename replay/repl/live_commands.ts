/**
 * Commands that run code of the program.
 *
 * @module
 */
import { InterruptedError } from "../evaluate/interrupted_error.ts";
import type { Frame } from "../frames/frame.ts";
import type { LiveMode, LiveOptions } from "../live/live_options.ts";
import { LiveRefusedError } from "../live/live_refused_error.ts";
import { differs, type EnvironmentMatch } from "../live/match.ts";
import { UnavailableError } from "../live/unavailable_error.ts";
import { escapeText } from "../preview/escape.ts";
import { wrap } from "../text/fit.ts";
import { matchData, matchLines } from "../text/match_text.ts";
import { retrialData, retrialLines } from "../text/retrial_text.ts";
import type { LiveSession } from "../session.ts";
import type { Answer } from "./answer.ts";
import { remark } from "./answer.ts";
import type { Arguments } from "./arguments.ts";
import type { Command, CommandContext } from "./command.ts";
import { CommandError } from "./command_error.ts";
import { selectedFrame } from "./selected_frame.ts";
import { thrownText } from "./thrown_text.ts";

/** Things to accept that are named. */
const FEW = 4;

/** Live, retry. */
export const LIVE_COMMANDS: readonly Command[] = [
  {
    name: "live",
    group: "live",
    usage: "live [on|off] [file…]",
    summary: "make functions and classes real, or mocks again",
    help: "`live on` takes the code from the checkout: the folder of --root, or the one that you are in. Runtime, " +
      "platform and modules must be the recorded ones; `live on FILE` accepts that FILE is not. `live recorded` takes " +
      "the code from the dump itself, for when there is no checkout: it runs code that came with the file. `live off` " +
      "goes back, `live` says what is. Variables begin as they were recorded each time.",
    run: live,
  },
  {
    name: "retry",
    group: "live",
    usage: "retry [n]",
    summary: "run a frame's function again, as it is on disk now",
    help:
      "Does it still throw? It is given the recorded `this`, arguments and closure, in the state of the throw. The file of the frame may have " +
      "changed, which is what it is for; other modules that changed must be accepted: `live on FILE`, or --accept FILE. " +
      "Its value becomes _, what it throws _error. Exit code 1 unless it returns.",
    run: retry,
  },
];

async function live(context: CommandContext, args: Arguments): Promise<Answer> {
  const [word = "status", ...files] = args.words;
  if (files.length > 0 && word !== "on" && word !== "recorded") throw args.wrong(`${word} takes no files`);
  switch (word) {
    case "status":
      return await status(context);
    case "on":
      return await goLive(context, "local", files);
    case "recorded":
      return await goLive(context, "recorded", files);
    case "off":
      return goInert(context);
    default:
      throw args.wrong(`there is no live ${word}`);
  }
}

async function status(context: CommandContext): Promise<Answer> {
  const { session, live } = context;
  const { mode } = session;
  const match = live.options === undefined ? undefined : await session.compare(live.options);
  const notes = session === live.inert ? [] : (session as LiveSession).begunAnew;
  return {
    data: () => ({ live: mode, ...match && matchData(match), ...notes.length > 0 && { notes } }),
    text: (view) =>
      [
        mode === "inert" ? "nothing is live: type live on" : `live, code ${ORIGIN[mode]}: type live off to go back`,
        ...match === undefined ? [] : matchLines(match, view),
        ...notes.flatMap((note) => wrap(escapeText(`note: ${note}`), view.columns).map(view.style.quiet)),
      ].join("\n"),
  };
}

const ORIGIN: Readonly<Record<LiveMode, string>> = {
  local: "from the checkout",
  recorded: "from the dump itself",
};

async function goLive(context: CommandContext, mode: LiveMode, files: readonly string[]): Promise<Answer> {
  const { live } = context;
  live.accept(files);
  live.choose(mode);
  await agree(context, mode);
  const session = await orRefused(() => context.session.live(optionsOf(context)));
  context.enter(session);
  const { match } = session;
  return {
    data: () => ({ live: mode, ...matchData(match) }),
    text: (view) =>
      [...banner(mode).flatMap((line) => wrap(line, view.columns)), ...matchLines(match, view)].join("\n"),
  };
}

function banner(mode: LiveMode): string[] {
  return [
    `live: functions and classes are real, made ${ORIGIN[mode]}. What you call runs with the rights of this process ` +
    "and may reach files, networks and other systems. Variables are as they were recorded. live off goes back.",
  ];
}

function goInert({ session, live, enter }: CommandContext): Answer {
  if (session === live.inert) return remark("nothing was live");
  enter(live.inert);
  return remark("nothing is live any more: values are as recorded, those in _ and $n excepted");
}

async function retry(context: CommandContext, args: Arguments): Promise<Answer> {
  const { session, selection, state } = context;
  const frame = frameOf(context, args);
  if (session.mode !== "local") await agree(context, "local");
  const retrial = await orRefused(() => session.retry(frame, { ...optionsOf(context), mode: "local" }));
  if (retrial.outcome === "returned") state.keep(retrial.value);
  else state.keepError(retrial.error);
  return {
    failed: retrial.outcome !== "returned",
    data: () => retrialData(retrial, thrownText(retrial.error, {})),
    text: (view) => retrialLines(retrial, selection.exception, thrownText(retrial.error, view), view).join("\n"),
  };
}

function frameOf(context: CommandContext, args: Arguments): Frame {
  const { frames } = context.selection;
  const selected = selectedFrame(context);
  const number = args.number(1, selected.index);
  const frame = frames[number - 1];
  if (frame === undefined) throw args.wrong(`there is no frame ${number}, the last is ${frames.length}`);
  return frame;
}

/** Asks for leave, once for each kind of code. */
async function agree({ live, host, session }: CommandContext, mode: LiveMode): Promise<void> {
  if (live.isAgreed(mode)) return;
  const flag = mode === "local" ? "--live" : "--live=recorded";
  if (host.confirm === undefined) {
    throw new CommandError(`nobody can be asked whether code may run: start with ${flag}`);
  }
  const sources = session.sources.filter(({ text }) => text !== undefined).map(({ url }) => url);
  const question = mode === "local"
    ? `Run code of the program, from ${live.root ?? "the checkout"}? [y/N]`
    : `Run code that came with the dump (${sources.length === 0 ? "functions only" : sources.join(", ")})? Only if ` +
      "you would run any program of whoever made it. [y/N]";
  if (!await host.confirm(escapeText(question))) throw new CommandError("nothing runs");
  live.agree(mode);
}

/** The table of what was compared, for those who are refused. */
function matchAnswer(match: EnvironmentMatch): Answer {
  return { data: () => matchData(match), text: (view) => matchLines(match, view).join("\n") };
}

/** How to accept what is in the way. */
function hintOf({ rows }: EnvironmentMatch): string {
  const names = rows.filter((row) => differs(row) && !row.accepted).map(({ what }) => what);
  if (names.length === 0) return "start with --root FOLDER";
  return `type live on ${names.length <= FEW ? names.join(" ") : "NAME…"}`;
}

function optionsOf({ live }: CommandContext): LiveOptions {
  if (live.options === undefined) throw new CommandError("there is no checkout: start with --root FOLDER");
  return live.options;
}

async function orRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InterruptedError) throw new CommandError("interrupted", { interrupted: true });
    if (error instanceof LiveRefusedError) {
      throw new CommandError(`${error.message}: ${hintOf(error.match)}`, { before: [matchAnswer(error.match)] });
    }
    if (error instanceof UnavailableError) throw new CommandError(error.message);
    throw error;
  }
}
