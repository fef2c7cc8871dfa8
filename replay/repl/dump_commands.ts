/**
 * Commands on the dump as a whole.
 *
 * @module
 */
import { bytes } from "../text/bytes_text.ts";
import type { Session } from "../session.ts";
import { escapeStart } from "../preview/escape.ts";
import type { Answer } from "./answer.ts";
import type { Arguments } from "./arguments.ts";
import type { Command, CommandContext } from "./command.ts";
import { CommandError } from "./command_error.ts";
import { compareEnvironment, type Difference } from "./compare_environment.ts";
import { count } from "../text/count.ts";
import { displayPath, toPath } from "../text/display_path.ts";
import { fit, pad } from "../text/fit.ts";
import { prose } from "../text/prose.ts";
import { formatAge, formatTime, isoTime } from "../text/time_text.ts";
import type { View } from "../text/view.ts";

/** Versions that are shown beside that of the runtime; JSON has all that were recorded. */
const ENGINES: ReadonlySet<string> = new Set(["v8", "webkit", "typescript"]);

/** Modules that are listed, and notes. */
const MOST = 20;

/** Meta, env. */
export const DUMP_COMMANDS: readonly Command[] = [
  {
    name: "meta",
    aliases: ["info"],
    group: "dump",
    usage: "meta",
    summary: "show what wrote the dump, when and where",
    help:
      "Also the limits that it was recorded with, and how much was left out by reason. `info locals`, `info args`, " +
      "`info frame` and the like are `locals`, `args`, `frame`, as in gdb.",
    run: (context, args) => {
      if (args.name === "info" && args.text !== "") return info(context, args);
      args.none();
      return metaAnswer(context.session, context.host.now());
    },
  },
  {
    name: "env",
    group: "dump",
    usage: "env",
    summary: "compare the environment with this machine",
    help: "Runtime, platform, and the files of the modules, by their hashes.",
    run: async (context, args) => {
      args.none();
      return environmentAnswer(await compareEnvironment(context.session, context.host));
    },
  },
];

/** What gdb calls `info WORD`, by our commands. */
const INFO: Readonly<Record<string, string>> = {
  locals: "locals",
  args: "args",
  frame: "frame",
  f: "frame",
  line: "frame",
  scope: "scopes",
  stack: "where",
  s: "where",
  variables: "module",
  threads: "threads",
  display: "display",
  breakpoints: "break",
  b: "break",
};

function info(context: CommandContext, args: Arguments): Promise<Answer> {
  const [word, rest] = args.shift();
  if (!Object.hasOwn(INFO, word)) {
    throw new CommandError(`info: there is no info ${word}: type info, info locals, info args, info frame, or help`);
  }
  return context.runAt(context.selection, `.${INFO[word]} ${rest}`);
}

/** What wrote a dump, when and where. */
export function metaAnswer(session: Session, now: number): Answer {
  const { header, version, file, sources, modules } = session;
  return {
    data: () => ({
      format: version.join("."),
      ...header,
      time: isoTime(header.time),
      bytes: file.bytes,
      compressed: file.compressed,
      values: session.heap.size,
      sources: sources.length,
      modules: modules.length,
      notes: session.notes,
    }),
    text: (view) => table(metaRows(session, now), view).join("\n"),
  };
}

function metaRows(session: Session, now: number): [name: string, text: string][] {
  const { header, version, file } = session;
  const { runtime, versions, limits, omitted, engine } = header;
  const engines = Object.fromEntries(Object.entries(versions).filter(([name]) => ENGINES.has(name)));
  const rows: [string, string][] = [
    ["captured", `${formatTime(header.time)}, ${formatAge(now - header.time)}`.replace(/, $/, "")],
    ["by", engine.kind === "log" ? "" : TRIGGERS[header.trigger]],
    [
      "runtime",
      `${runtime.name} ${runtime.version}`.trim() + listOf(engines, ([name, text]) => `${name} ${text}`, " (", ")"),
    ],
    ["platform", `${header.platform} ${header.arch}`],
    ["process", processText(header)],
    ["in", header.cwd],
    ["variables", engine.reason === undefined ? engine.kind : `${engine.kind}: ${engine.reason}`],
    ["limits", listOf(limits, ([name, number]) => `${name} ${number}`)],
    ["left out", listOf(omitted, ([reason, number]) => `${reason} ${number}`) || "nothing"],
    [
      "file",
      `format ${version.join(".")} of ${header.product} ${header.productVersion}, ${bytes(file.bytes)}` +
      `${file.compressed ? " (compressed)" : ""}, ${count(session.heap.size, "value")}, ` +
      `${count(session.sources.length, "source")}, ${count(session.modules.length, "module")}`,
    ],
  ];
  // A log tells little of its program.
  const known = rows.filter(([, text]) => text.trim() !== "");
  const notes = session.notes.slice(0, MOST).map((note): [string, string] => ["note", note]);
  const more = session.notes.length - notes.length;
  return [...known, ...notes, ...(more > 0 ? [["", `… ${count(more, "more note")}`] as [string, string]] : [])];
}

function processText({ pid, argv0, main }: Session["header"]): string {
  const program = [argv0, main === undefined ? "" : toPath(main)].filter((part) => part !== "").join(" ");
  return [pid === 0 ? "" : String(pid), program].filter((part) => part !== "").join(", ");
}

const TRIGGERS: Readonly<Record<Session["header"]["trigger"], string>> = {
  capture: "a call of capture or dump",
  uncaughtException: "an uncaught exception",
  unhandledRejection: "an unhandled rejection",
};

function listOf<T>(record: Readonly<Record<string, T>>, text: (entry: [string, T]) => string, open = "", close = "") {
  const entries = Object.entries(record).map(text);
  return entries.length === 0 ? "" : `${open}${entries.join(", ")}${close}`;
}

/** Rows of a name and a text, which is wrapped. */
function table(rows: readonly (readonly [name: string, text: string])[], view: View): string[] {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.flatMap(([name, text]) =>
    prose(text, Math.max(8, view.columns - width)).map((line, index) =>
      fit(view.style.quiet(pad(index === 0 ? name : "", width)) + line, view.columns)
    )
  );
}

function environmentAnswer(differences: readonly Difference[]): Answer {
  const modules = differences.filter(({ kind }) => kind === "module");
  const number = (state: Difference["state"]) => modules.filter((module) => module.state === state).length;
  return {
    data: () => ({
      runtime: find(differences, "runtime"),
      platform: find(differences, "platform"),
      modules: {
        same: number("same"),
        different: modules.filter(({ state }) => state === "different").map(({ name }) => toPath(name)),
        missing: modules.filter(({ state }) => state === "missing").map(({ name }) => toPath(name)),
        unknown: number("unknown"),
      },
    }),
    text: (view) => {
      const { style, columns, cwd } = view;
      const lines = differences.filter(({ kind }) => kind !== "module").map(({ kind, state, recorded, here }) => {
        const text = state === "same" ? `${recorded}, as here` : `${recorded}; here ${here}`;
        return fit(
          style.quiet(pad(kind, 10)) + (state === "same" ? escapeStart(text) : style.changed(escapeStart(text))),
          columns,
        );
      });
      const known = modules.length - number("unknown");
      const summary = modules.length === 0 ? "none recorded" : `${number("same")} of ${known} as here` +
        (known < modules.length ? `, ${modules.length - known} are no files` : "");
      lines.push(fit(style.quiet(pad("modules", 10)) + summary, columns));
      const odd = modules.filter(({ state }) => state === "different" || state === "missing");
      for (const { name, state } of odd.slice(0, MOST)) {
        const path = escapeStart(displayPath(name, cwd));
        lines.push(fit(`  ${style.changed(pad(state === "missing" ? "not here" : "different", 10))}${path}`, columns));
      }
      if (odd.length > MOST) lines.push(style.quiet(`  … ${count(odd.length - MOST, "more module")}`));
      return lines.join("\n");
    },
  };
}

function find(differences: readonly Difference[], kind: Difference["kind"]) {
  const { recorded, here, state } = differences.find((difference) => difference.kind === kind)!;
  return { recorded, here, same: state === "same" };
}
