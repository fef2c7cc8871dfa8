/**
 * `ls`: dumps by crash.
 *
 * @module
 */
import { escapeText } from "../preview/escape.ts";
import { count } from "../text/count.ts";
import { displayPath } from "../text/display_path.ts";
import { oneLine } from "../text/exception_text.ts";
import { fit } from "../text/fit.ts";
import { frameData } from "../text/frame_text.ts";
import { jsonLine } from "../text/json_line.ts";
import { formatTime, isoTime } from "../text/time_text.ts";
import type { View } from "../text/view.ts";
import type { Session } from "../session.ts";
import { dumpPaths } from "./dump_paths.ts";
import { fingerprint } from "../report/fingerprint.ts";
import { openSession } from "./open_session.ts";
import { ProgramError } from "./program_error.ts";
import type { RunSubcommand } from "./subcommand.ts";
import { viewOn } from "./view_on.ts";

interface Group {
  readonly fingerprint: string;
  /** The dump that was written last. */
  newest: Session;
  first: number;
  last: number;
  /** Newest first. */
  readonly files: { readonly path: string; readonly time: number }[];
}

/** Lists dumps, those of the same crash together; 1 when a file is no dump. */
export const listDumps: RunSubcommand = async ({ rest, json }, stdio) => {
  const groups = new Map<string, Group>();
  const bad: string[] = [];
  let view: View | undefined;
  for (const path of dumpPaths(rest, "ls FOLDER")) {
    try {
      const session = await openSession(path, stdio);
      view ??= viewOn(stdio, session);
      add(groups, path, session);
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error;
      bad.push(error.message);
    }
  }
  const sorted = [...groups.values()].sort((a, b) => b.last - a.last);
  if (json) stdio.stdout.write(`${jsonLine({ groups: sorted.map(groupData), unreadable: bad })}\n`);
  else for (const group of sorted) stdio.stdout.write(`${groupLines(group, view!).join("\n")}\n`);
  for (const message of json ? [] : bad) stdio.stderr.write(`keeptrace: ${escapeText(message)}\n`);
  return bad.length > 0 ? 1 : 0;
};

function add(groups: Map<string, Group>, path: string, session: Session): void {
  const { time } = session.header;
  const key = fingerprint(session);
  const group = groups.get(key) ?? { fingerprint: key, newest: session, first: time, last: time, files: [] };
  groups.set(key, group);
  if (time > group.last) group.newest = session;
  group.first = Math.min(group.first, time);
  group.last = Math.max(group.last, time);
  group.files.push({ path, time });
  group.files.sort((a, b) => b.time - a.time);
}

function groupData({ fingerprint, newest, first, last, files }: Group): unknown {
  const [exception] = newest.exceptions;
  const frame = exception?.frames[0];
  return {
    fingerprint,
    count: files.length,
    first: isoTime(first),
    last: isoTime(last),
    name: exception?.name ?? null,
    message: exception?.message ?? null,
    frame: frame === undefined ? null : frameData(frame),
    files: files.map(({ path }) => path),
  };
}

function groupLines({ newest, first, last, files }: Group, view: View): string[] {
  const { style, columns } = view;
  const [exception] = newest.exceptions;
  const frame = exception?.frames.find(({ origin }) => origin === "program") ?? exception?.frames[0];
  const { cwd } = newest.header;
  const position = frame?.position === undefined
    ? ""
    : `${displayPath(frame.position.url, cwd)}:${frame.position.line}`;
  const where = frame === undefined
    ? style.quiet("no frames")
    : `in ${style.name(escapeText(frame.functionName || "(anonymous)"))}  ${style.place(escapeText(position))}`;
  const times = files.length === 1
    ? formatTime(last)
    : `${formatTime(first).replace(/ UTC$/, "")} – ${formatTime(last)}, ${count(files.length, "dump")}`;
  return [
    fit(exception === undefined ? "no exception" : style.error(oneLine(exception)), columns),
    fit(`  ${where}`.trimEnd(), columns),
    fit(style.quiet(`  ${times}`), columns),
    `  ${escapeText(files[0]!.path)}`,
  ];
}
