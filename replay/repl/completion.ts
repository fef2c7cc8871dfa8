/**
 * What the Tab key may put at the end of a line.
 *
 * @module
 */
import { escapeText } from "../preview/escape.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import type { Command } from "./command.ts";
import type { Runner } from "./runner.ts";
import type { Completions } from "./terminal.ts";

const NONE: Completions = { candidates: [], fragment: "" };

/** Completes the end of a line: names of commands, names in scope, properties. Runs nothing of any value. */
export async function complete(line: string, runner: Runner): Promise<Completions> {
  const text = line.trimStart();
  const word = /^\.?[\w$?]*/.exec(text)?.[0] ?? "";
  if (word.length === text.length) return await completeFirst(word, runner);
  const command = runner.commandIn(text);
  if (command === undefined) return await completeExpression(text, runner);
  return await completeArguments(command, text.slice(word.length).trimStart(), runner);
}

/** The first word: a command, or a name. */
async function completeFirst(word: string, runner: Runner): Promise<Completions> {
  const dot = word.startsWith(".") ? "." : "";
  const commands = namesOf(runner).map((name) => dot + name).filter((name) => name.startsWith(word));
  if (dot !== "") return { candidates: commands, fragment: word };
  const { candidates } = await completeExpression(word, runner);
  return { candidates: [...new Set([...candidates, ...commands])], fragment: word };
}

async function completeArguments({ completes, name }: Command, text: string, runner: Runner): Promise<Completions> {
  switch (completes) {
    case "expression":
      return await completeExpression(name === "pp" ? text.replace(/^\d+\s+/, "") : text, runner);
    case "line":
      return name === "frame" && !/^\d+\s/.test(text) ? NONE : await complete(text.replace(/^\d+\s+/, ""), runner);
    case "command":
      return { candidates: namesOf(runner).filter((other) => other.startsWith(text)), fragment: text };
    case "file":
      return completePath(text, runner);
    default:
      return NONE;
  }
}

/** Paths that are offered. */
const MOST_PATHS = 1000;

/** The last part of a path. Hidden files are offered when the part begins with a dot. */
function completePath(text: string, { context: { host } }: Runner): Completions {
  const folder = text.slice(0, text.lastIndexOf("/") + 1);
  const fragment = text.slice(folder.length);
  const names = host.list?.(folder === "" ? "." : folder) ?? [];
  const isOffered = (name: string) =>
    name.startsWith(fragment) && (fragment !== "" || !name.startsWith(".")) && escapeText(name) === name;
  return { candidates: names.filter(isOffered).sort().slice(0, MOST_PATHS), fragment };
}

async function completeExpression(text: string, { session, selection, state }: Runner): Promise<Completions> {
  const { frame } = selection;
  if (frame === undefined) return NONE;
  const [{ complete }, { Overlay }] = await Promise.all([
    import("../evaluate/complete.ts"),
    import("../evaluate/overlay.ts"),
  ]);
  const overlay = new Overlay();
  for (const [name, value] of session.changes(frame)) overlay.set(name, value);
  const { start, candidates } = await complete(text, text.length, {
    lookup: (name) => session.find(frame, name)?.variable,
    names: () => frame.scopes.flatMap((scope) => scope.names),
    receiver: await session.findThis(frame),
    overlay,
    extras: new Map([["$exception", selection.exception.value], ["$frame", frame], ...state.extras()]),
    readPrivate: (object, name) => nodeOf(object)?.privates.findLast((field) => field.name === name),
  });
  return { candidates, fragment: text.slice(start) };
}

function namesOf({ table, state }: Runner): string[] {
  return [...table.commands.flatMap(({ name, also = [] }) => [name, ...also]), ...state.aliases.keys()];
}
