/**
 * Commands that search all values.
 *
 * @module
 */
import type { Slot } from "../../dump/slot.ts";
import { escapeStart, escapeText } from "../preview/escape.ts";
import { InterruptedError } from "../evaluate/interrupted_error.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import type { Answer } from "./answer.ts";
import type { Arguments } from "./arguments.ts";
import type { Command, CommandContext } from "./command.ts";
import { CommandError } from "./command_error.ts";
import { count } from "../text/count.ts";
import { valueOf } from "./evaluation.ts";
import { cells, fit, pad } from "../text/fit.ts";
import { classNames, type Place, refOf, type Visit, visits } from "../frames/heap_graph.ts";
import { describeValue, previewIn } from "../text/value_text.ts";

/** Matches that are shown. */
const MOST = 50;

/** Find, refs, path, redactions. */
export const GRAPH_COMMANDS: readonly Command[] = [
  {
    name: "find",
    group: "values",
    usage: "find /pattern/",
    summary: "search all values",
    help: "The nearest places come first. `find /token/i` searches names of variables and properties, strings and " +
      "numbers; `find instanceof Order` finds instances of Order and of classes that extend it, by name.",
    run: find,
  },
  {
    name: "refs",
    group: "values",
    usage: "refs expression",
    summary: "list what refers to an object",
    completes: "expression",
    run: (context, args) => refs(context, args, () => true),
  },
  {
    name: "path",
    group: "values",
    usage: "path expression",
    summary: "show how an object is reached",
    help: "The shortest path from the variables of each frame that reaches it.",
    completes: "expression",
    run: (context, args) => refs(context, args, (visit) => !visit.again),
  },
  {
    name: "redactions",
    group: "dump",
    usage: "redactions",
    summary: "list what was taken out as a secret",
    run: (context, args) => {
      args.none();
      const found = collect(context, ({ slot }) => omittedReason(slot) === "redacted");
      return placesAnswer(context, found, "redactions", "nothing was redacted");
    },
  },
];

interface Found {
  /** The first places. */
  readonly places: readonly { readonly place: Place; readonly slot: Slot }[];
  /** How many there are. */
  readonly total: number;
}

async function find(context: CommandContext, args: Arguments): Promise<Answer> {
  args.required("a pattern");
  const [word, rest] = args.shift();
  if (word === "instanceof") {
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$.]*$/u.test(rest)) {
      throw new CommandError("find: the name of a class is missing: type find instanceof Class");
    }
    return placesAnswer(context, collect(context, instanceOf(context, rest)), "matches", `no instance of ${rest}`);
  }
  const pattern = args.pattern()!;
  const matches = ({ slot, name }: Visit) =>
    name !== undefined && pattern.test(name) ||
    (typeof slot === "string" || typeof slot === "number" || typeof slot === "bigint") && pattern.test(String(slot));
  return placesAnswer(
    context,
    await untilStopped(() => collect(context, matches)),
    "matches",
    `nothing matches ${args.text}`,
  );
}

/** A pattern may never come to its end on a text: Ctrl-C ends the search, on Deno a minute does. */
async function untilStopped<Result>(search: () => Result): Promise<Result> {
  const { Interrupt } = await import("../evaluate/interrupt.ts");
  try {
    return (await new Interrupt().run(search, { repeats: false, awaits: false })).value;
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    throw new CommandError("interrupted", { interrupted: true });
  }
}

function instanceOf({ session }: CommandContext, name: string): (visit: Visit) => boolean {
  return ({ slot, again }) => {
    const id = refOf(slot);
    return id !== undefined && !again && classNames(session.file.heap.node(id), session).includes(name);
  };
}

async function refs(context: CommandContext, args: Arguments, wanted: (visit: Visit) => boolean): Promise<Answer> {
  const text = args.required("an expression");
  const { value } = await valueOf(context, text);
  const id = nodeOf(value)?.id;
  if (id === undefined) {
    throw new CommandError(`${text} is no object of the dump: type ${args.name} with a variable, or find /text/`);
  }
  const found = collect(context, (visit) => refOf(visit.slot) === id && wanted(visit));
  return placesAnswer(context, found, args.name === "path" ? "paths" : "refs", "nothing in the dump refers to it");
}

/** What is wanted, nearest first. */
function collect({ session, selection }: CommandContext, wanted: (visit: Visit) => boolean): Found {
  const places: Found["places"][number][] = [];
  let total = 0;
  for (const visit of visits(session, selection.frame)) {
    if (wanted(visit) && ++total <= MOST) places.push({ slot: visit.slot, place: visit.place() });
  }
  return { places, total };
}

function omittedReason(slot: Slot): string | undefined {
  const omitted = typeof slot === "object" && slot !== null && "kind" in slot && slot.kind === "omitted";
  return omitted ? slot.omitted.reason : undefined;
}

/** Which exception and which later throw a place belongs to, where these are not the selected ones. */
function stackOf({ frame, exception }: Place, { session, selection }: CommandContext): StackData {
  if (frame === undefined) return exception === selection.exception.index ? {} : { exception };
  if (selection.frames.includes(frame)) return {};
  for (const { index, frames, throws } of session.exceptions) {
    const later = throws.findIndex((one) => one.frames.includes(frame)) + 1;
    if (later === 0 && !frames.includes(frame)) continue;
    const isSelected = index === selection.exception.index;
    return { ...!isSelected && { exception: index }, ...(later > 0 || isSelected) && { throw: later } };
  }
  return {};
}

/** Where a frame stands that is not of the selected stack. */
interface StackData {
  readonly exception?: number | undefined;
  /** 0 for the first throw. */
  readonly throw?: number;
}

function placesAnswer(context: CommandContext, found: Found, key: string, none: string): Answer {
  const { session, selection } = context;
  const { places, total } = found;
  const value = (slot: Slot) => session.heap.value(slot);
  return {
    data: () => ({
      [key]: places.map(({ place, slot }) => ({
        frame: place.frame?.index ?? null,
        ...stackOf(place, context),
        path: place.path,
        ...describeValue(value(slot), session),
      })),
      total,
    }),
    text: (view) => {
      const { style, columns } = view;
      if (total === 0) return style.quiet(escapeText(none));
      const rows = places.map(({ place, slot }) => {
        const { frame, path } = place;
        const { exception, throw: later } = stackOf(place, context);
        const stack = `${exception === undefined ? "" : `cause ${exception} `}${
          later === undefined ? "" : `throw ${later} `
        }`;
        const at = frame === undefined ? "" : `frame ${frame.index} `;
        const elsewhere = frame !== undefined && frame === selection.frame ? "" : stack + at;
        return { head: style.quiet(elsewhere) + style.name(escapeStart(path)), slot };
      });
      const width = Math.min(Math.max(...rows.map(({ head }) => cells(head))), columns >> 1);
      const lines = rows.map(({ head, slot }) => {
        const start = `${pad(fit(head, columns - 16), width)} ${style.quiet("=")} `;
        return fit(start + previewIn(value(slot), Math.max(8, columns - cells(start)), view), columns);
      });
      const more = total - rows.length;
      return [...lines, ...(more > 0 ? [style.quiet(`… ${count(more, "more place")}`)] : [])].join("\n");
    },
  };
}
