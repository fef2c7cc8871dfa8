/**
 * `ls`: dumps by crash.
 *
 * @module
 */
import { escapeStart, escapeText } from "../preview/escape.ts";
import { count } from "../text/count.ts";
import { displayPosition } from "../text/display_path.ts";
import { oneLine } from "../text/exception_text.ts";
import { fit } from "../text/fit.ts";
import { type FrameData, FrameRoom } from "../text/frame_text.ts";
import { jsonLine } from "../text/json_line.ts";
import { formatTime, isoTime } from "../text/time_text.ts";
import type { View } from "../text/view.ts";
import type { Session } from "../session.ts";
import { dumpPaths } from "./dump_paths.ts";
import { fingerprint } from "../report/fingerprint.ts";
import { withSession } from "./open_session.ts";
import { ProgramError } from "./program_error.ts";
import type { RunSubcommand } from "./subcommand.ts";
import { viewOn } from "./view_on.ts";

/** What is told of the dump of a group that was written last. The dumps themselves are let go of: there may be many. */
interface Summary {
  readonly name: string | null;
  readonly message: string | null;
  /** The frame that threw. */
  readonly frame: FrameData | null;
  /** The error, and where it was thrown. */
  readonly lines: readonly string[];
}

interface Group {
  readonly fingerprint: string;
  /** Of the dump that was written last. */
  newest: Summary;
  first: number;
  last: number;
  /** Newest first. */
  readonly files: { readonly path: string; readonly time: number }[];
}

/** UTF-16 units of each text of a dump that are kept. */
const LONGEST = 10_000;

/** Lists dumps, those of the same crash together; 1 when a file is no dump. */
export const listDumps: RunSubcommand = async ({ rest, json }, stdio) => {
  const groups = new Map<string, Group>();
  const bad: string[] = [];
  let view: View | undefined;
  for (const path of dumpPaths(rest, "ls FOLDER", stdio)) {
    try {
      await withSession(path, stdio, {}, (session) => {
        view ??= viewOn(stdio, session);
        add(groups, path, session, view);
      });
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error;
      bad.push(error.message);
    }
  }
  for (const { files } of groups.values()) files.sort((a, b) => b.time - a.time);
  const sorted = [...groups.values()].sort((a, b) => b.last - a.last);
  if (json) stdio.stdout.write(`${jsonLine({ groups: sorted.map(groupData), unreadable: bad })}\n`);
  else for (const group of sorted) stdio.stdout.write(`${groupLines(group, view!).join("\n")}\n`);
  for (const message of json ? [] : bad) stdio.stderr.write(`keeptrace: ${escapeText(message)}\n`);
  return bad.length > 0 ? 1 : 0;
};

function add(groups: Map<string, Group>, path: string, session: Session, view: View): void {
  const { time } = session.header;
  const key = fingerprint(session);
  const known = groups.get(key);
  const group = known ??
    { fingerprint: key, newest: summaryOf(session, view), first: time, last: time, files: [] };
  groups.set(key, group);
  if (known !== undefined && time > group.last) group.newest = summaryOf(session, view);
  group.first = Math.min(group.first, time);
  group.last = Math.max(group.last, time);
  group.files.push({ path, time });
}

function summaryOf({ exceptions: [exception], header: { cwd } }: Session, view: View): Summary {
  const { style, columns } = view;
  const [first] = exception?.frames ?? [];
  const frame = exception?.frames.find(({ origin }) => origin === "program") ?? first;
  const position = frame?.position === undefined ? "" : displayPosition(frame.position, cwd).replace(/:\d+$/, "");
  const where = frame === undefined
    ? style.quiet("no frames")
    : `in ${style.name(escapeStart(frame.functionName || "(anonymous)"))}  ${style.place(escapeText(position))}`;
  return {
    name: exception?.name.slice(0, LONGEST) ?? null,
    message: exception?.message.slice(0, LONGEST) ?? null,
    frame: first === undefined ? null : new FrameRoom().data([first]).frames[0] ?? null,
    lines: [
      fit(exception === undefined ? "no exception" : style.error(oneLine(exception)), columns),
      fit(`  ${where}`.trimEnd(), columns),
    ],
  };
}

function groupData({ fingerprint, newest: { name, message, frame }, first, last, files }: Group): unknown {
  return {
    fingerprint,
    count: files.length,
    first: isoTime(first),
    last: isoTime(last),
    name,
    message,
    frame,
    files: files.map(({ path }) => path),
  };
}

function groupLines({ newest, first, last, files }: Group, { style, columns }: View): string[] {
  const times = files.length === 1
    ? formatTime(last)
    : `${formatTime(first).replace(/ UTC$/, "")} – ${formatTime(last)}, ${count(files.length, "dump")}`;
  return [...newest.lines, fit(style.quiet(`  ${times}`), columns), `  ${escapeText(files[0]!.path)}`];
}
