/**
 * `show`: the whole stack, with the source and the values on it.
 *
 * @module
 */
import type { Exception } from "../frames/exception.ts";
import type { Frame } from "../frames/frame.ts";
import { escapeStart, escapeText } from "../preview/escape.ts";
import type { Session } from "../session.ts";
import { count } from "../text/count.ts";
import { related, thrownLines } from "../text/exception_text.ts";
import { frameExcerpt, FrameRoom } from "../text/frame_text.ts";
import { jsonLine } from "../text/json_line.ts";
import { LOCAL, scopesData, shownScopes } from "../text/scope_text.ts";
import { reasonLines, stackLines } from "../text/stack_text.ts";
import { formatTime } from "../text/time_text.ts";
import type { View } from "../text/view.ts";
import { dumpPaths } from "./dump_paths.ts";
import { withSession } from "./open_session.ts";
import type { RunSubcommand } from "./subcommand.ts";
import { viewOn } from "./view_on.ts";

/** Variables that one line of JSON has at most: a file can have one scope in every frame. */
const MOST_VARIABLES = 50_000;
/** Causes and members that are shown. */
const MOST_CAUSES = 100;
/** Frames that are shown with their source and their variables, of all exceptions of a dump. */
const MOST_EXCERPTS = 200;

/** Prints the stack of each dump, then those of the causes. */
export const show: RunSubcommand = async ({ rest, json, root }, stdio) => {
  const paths = dumpPaths(rest, "show FILE", stdio);
  for (const [index, path] of paths.entries()) {
    await withSession(path, stdio, root === undefined ? {} : { root }, async (session) => {
      const [first] = session.exceptions;
      const all = first === undefined ? [] : related(first);
      const causes = all.slice(0, MOST_CAUSES);
      const leftOut = all.length - causes.length;
      if (json) {
        const room = { variables: MOST_VARIABLES, frames: new FrameRoom() };
        const data = [
          ...first === undefined ? [] : [exceptionData(session, first, room)],
          ...causes.map(({ exception, relation }) => exceptionData(session, exception, room, relation)),
        ];
        stdio.stdout.write(`${jsonLine({ file: path, exceptions: data, ...(leftOut === 0 ? {} : { leftOut }) })}\n`);
        return;
      }
      const view = viewOn(stdio, session);
      if (paths.length > 1) stdio.stdout.write(`${index > 0 ? "\n" : ""}${view.style.strong(escapeText(path))}\n`);
      const print = (lines: readonly string[]) => stdio.stdout.write(`${lines.join("\n")}\n`);
      const when = view.style.quiet(circumstances(session));
      const room = { excerpts: MOST_EXCERPTS };
      if (first !== undefined) {
        print([...thrownLines(first, view), when, ...await stackTextLines(session, first, room, view)]);
      }
      for (const { exception, relation } of causes) {
        const title = view.style.strong(`${relation} ${exception.index}`);
        print(["", title, ...thrownLines(exception, view), ...await stackTextLines(session, exception, room, view)]);
      }
      if (leftOut > 0) print(["", view.style.quiet(`… ${count(leftOut, "more cause")} (causes)`)]);
    });
  }
  return 0;
};

/** What one line of JSON has room for. */
interface Room {
  variables: number;
  readonly frames: FrameRoom;
}

/** An exception with its frames, and as many of their variables as there is room for. */
function exceptionData(session: Session, exception: Exception, room: Room, relation?: string): unknown {
  const withVariables = (frame: Frame): object => {
    if (room.variables <= 0) return { leftOut: true };
    const shown = shownScopes(session, frame, { types: LOCAL }, { variables: room.variables, each: room.variables });
    for (const { variables } of shown.scopes) room.variables -= variables.length;
    return scopesData(shown, session);
  };
  const { name, message } = exception;
  const { frames, leftOut } = room.frames.data(exception.frames);
  return {
    relation: relation ?? null,
    name,
    message,
    frames: frames.map((data, at) => ({ ...data, ...withVariables(exception.frames[at]!) })),
    ...(leftOut === undefined ? {} : { leftOut }),
  };
}

function circumstances({ header: { runtime, time } }: Session): string {
  return escapeText(`${runtime.name} ${runtime.version} · ${formatTime(time)}`);
}

/** A stack with excerpts; when there is no more room for those, how many frames more it has. */
async function stackTextLines(
  session: Session,
  exception: Exception,
  room: { excerpts: number },
  view: View,
): Promise<string[]> {
  const lines: string[] = [];
  let folded: Frame[] = [];
  const flush = () => {
    if (folded.length > 0) lines.push("");
    lines.push(...stackLines({ frames: folded, selected: undefined, folds: true }, view));
    folded = [];
  };
  let rest = 0;
  for (const [at, frame] of exception.frames.entries()) {
    if (room.excerpts === 0) {
      rest = exception.frames.length - at;
      break;
    }
    if (frame.origin !== "program") {
      folded.push(frame);
      continue;
    }
    flush();
    room.excerpts--;
    const excerpt = await frameExcerpt(session, frame, { before: 3, after: 1, reason: false });
    lines.push("", stackLines({ frames: [frame], selected: undefined, folds: false }, view)[0]!, ...excerpt(view));
  }
  flush();
  if (rest > 0) lines.push("", view.style.quiet(`… ${count(rest, "more frame")} (where)`));
  if (exception.frames.length === 0) {
    lines.push(view.style.quiet(escapeStart(`no frames: ${exception.unavailable ?? "it has no stack"}`)));
  }
  return [...lines, ...reasonLines(exception.frames, view)];
}
