/**
 * `show`: the whole stack, with the source and the values on it.
 *
 * @module
 */
import type { Exception } from "../frames/exception.ts";
import type { Frame } from "../frames/frame.ts";
import { escapeText } from "../preview/escape.ts";
import type { Session } from "../session.ts";
import { related, thrownLines } from "../text/exception_text.ts";
import { frameData, frameExcerpt } from "../text/frame_text.ts";
import { jsonLine } from "../text/json_line.ts";
import { LOCAL, scopesData, shownScopes } from "../text/scope_text.ts";
import { reasonLines, stackLines } from "../text/stack_text.ts";
import { formatTime } from "../text/time_text.ts";
import type { View } from "../text/view.ts";
import { dumpPaths } from "./dump_paths.ts";
import { openSession } from "./open_session.ts";
import type { RunSubcommand } from "./subcommand.ts";
import { viewOn } from "./view_on.ts";

/** Variables that one line of JSON has at most: a file can have one scope in every frame. */
const MOST_VARIABLES = 50_000;

/** Prints the stack of each dump, then those of the causes. */
export const show: RunSubcommand = async ({ rest, json, root }, stdio) => {
  const paths = dumpPaths(rest, "show FILE");
  for (const [index, path] of paths.entries()) {
    const session = await openSession(path, stdio, root === undefined ? {} : { root });
    const [first] = session.exceptions;
    const causes = first === undefined ? [] : related(first);
    if (json) {
      const room = { variables: MOST_VARIABLES };
      const data = [
        ...first === undefined ? [] : [exceptionData(session, first, room)],
        ...causes.map(({ exception, relation }) => exceptionData(session, exception, room, relation)),
      ];
      stdio.stdout.write(`${jsonLine({ file: path, exceptions: data })}\n`);
      continue;
    }
    const view = viewOn(stdio, session);
    if (paths.length > 1) stdio.stdout.write(`${index > 0 ? "\n" : ""}${view.style.strong(escapeText(path))}\n`);
    const print = (lines: readonly string[]) => stdio.stdout.write(`${lines.join("\n")}\n`);
    const when = view.style.quiet(circumstances(session));
    if (first !== undefined) print([...thrownLines(first, view), when, ...await stackTextLines(session, first, view)]);
    for (const { exception, relation } of causes) {
      const title = view.style.strong(`${relation} ${exception.index}`);
      print(["", title, ...thrownLines(exception, view), ...await stackTextLines(session, exception, view)]);
    }
  }
  return 0;
};

/** An exception with its frames, and as many of their variables as there is room for. */
function exceptionData(
  session: Session,
  { name, message, frames }: Exception,
  room: { variables: number },
  relation?: string,
): unknown {
  const withVariables = (frame: Frame): object => {
    if (room.variables <= 0) return { leftOut: true };
    const scopes = shownScopes(session, frame, { types: LOCAL });
    room.variables -= scopes.reduce((sum, { variables }) => sum + variables.length, 0);
    return scopesData(scopes, session);
  };
  const data = frames.map((frame) => ({ ...frameData(frame), ...withVariables(frame) }));
  return { relation: relation ?? null, name, message, frames: data };
}

function circumstances({ header: { runtime, time } }: Session): string {
  return escapeText(`${runtime.name} ${runtime.version} · ${formatTime(time)}`);
}

async function stackTextLines(session: Session, exception: Exception, view: View): Promise<string[]> {
  const lines: string[] = [];
  let folded: Frame[] = [];
  const flush = () => {
    if (folded.length > 0) lines.push("");
    lines.push(...stackLines({ frames: folded, selected: undefined, folds: true }, view));
    folded = [];
  };
  for (const frame of exception.frames) {
    if (frame.origin !== "program") {
      folded.push(frame);
      continue;
    }
    flush();
    const excerpt = await frameExcerpt(session, frame, { before: 3, after: 1, reason: false });
    lines.push("", stackLines({ frames: [frame], selected: undefined, folds: false }, view)[0]!, ...excerpt(view));
  }
  flush();
  if (exception.frames.length === 0) {
    lines.push(view.style.quiet(escapeText(`no frames: ${exception.unavailable ?? "it has no stack"}`)));
  }
  return [...lines, ...reasonLines(exception.frames, view)];
}
