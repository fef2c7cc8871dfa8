/**
 * What makes two crashes the same.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Exception } from "../frames/exception.ts";
import type { Frame } from "../frames/frame.ts";
import type { Session } from "../session.ts";
import { displayPath } from "../text/display_path.ts";

/** UTF-16 units of names and URLs that count. */
const LONGEST = 10_000;
/** Frames that count, innermost first. */
const FRAMES = 5;

/**
 * Twelve hexadecimal digits that are equal for dumps of the same crash: same class of error, same functions of the
 * program in the same files. Lines do not count, nor does the runtime, so that it outlives other changes of the program.
 */
export function fingerprint(session: Session): string {
  const [exception] = session.exceptions;
  const parts = exception === undefined
    ? []
    : [exception.name, ...ownFrames(exception).map((frame) => frameKey(frame, session))];
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 12);
}

/** What a frame is recognised by: function and file. */
export function frameKey({ functionName, position }: Frame, { header }: Session): string {
  // V8 names the class as well, JavaScriptCore the method alone.
  const full = functionName.slice(0, LONGEST).replace(/^(?:async |new )*/, "");
  const name = full.slice(full.lastIndexOf(".") + 1);
  return `${name} ${position === undefined ? "" : displayPath(position.url.slice(-LONGEST), header.cwd)}`;
}

/** The frames of the program; of a stack without any, all. */
function ownFrames({ frames }: Exception): readonly Frame[] {
  const own = frames.filter(({ origin }) => origin === "program");
  return (own.length > 0 ? own : frames).slice(0, FRAMES);
}
