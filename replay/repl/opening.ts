/**
 * What the prompt shows first.
 *
 * @module
 */
import { escapeStart, escapeText } from "../preview/escape.ts";
import type { CommandContext } from "./command.ts";
import { displayPosition } from "../text/display_path.ts";
import { related, relatedLines, thrownLines } from "../text/exception_text.ts";
import { fit } from "../text/fit.ts";
import { frameExcerpt } from "../text/frame_text.ts";
import { prose } from "../text/prose.ts";
import { formatAge, formatTime } from "../text/time_text.ts";
import type { View } from "../text/view.ts";

/** Causes that are shown. */
const CAUSES = 5;

/** Notes that are shown. */
const NOTES = 10;

/** The error and its causes, where it was thrown, when and by what, and the source of the frame. */
export async function openingText({ session, selection, host }: CommandContext): Promise<(view: View) => string> {
  const { exception, frame } = selection;
  const lines = frame === undefined ? undefined : await frameExcerpt(session, frame, { before: 5, after: 3 });
  return (view) => {
    const { style, columns, cwd } = view;
    const causes = related(exception);
    const more = causes.length - CAUSES;
    const where: string[] = [];
    if (frame !== undefined) {
      const name = frame.functionName === "" ? "an anonymous function" : style.name(escapeStart(frame.functionName));
      const place = frame.position === undefined
        ? ""
        : `  ${style.place(escapeText(displayPosition(frame.position, cwd)))}`;
      where.push(fit(`in ${name}${place}`, columns));
    } else {
      const other = causes.find((cause) => cause.exception.frames.length > 0);
      const next = other === undefined
        ? ""
        : `; type cause ${other.exception.index} for those of the ${other.relation}`;
      where.push(
        ...prose(`no frames: ${exception.unavailable ?? "it has no stack"}${next}`, columns).map(style.quiet),
      );
    }
    return [
      ...thrownLines(exception, view),
      ...relatedLines(causes.slice(0, CAUSES), view),
      ...(more > 0 ? [style.quiet(`  … ${more} more (causes)`)] : []),
      ...where,
      fit(style.quiet(escapeStart(circumstances())), columns),
      ...(lines === undefined ? [] : ["", ...lines(view)]),
      ...ownCode(view),
      ...notes(view),
    ].join("\n");
  };

  function circumstances(): string {
    const { header } = session;
    const age = formatAge(host.now() - header.time);
    return [
      `${header.runtime.name} ${header.runtime.version}`,
      `${header.platform} ${header.arch}`,
      formatTime(header.time),
      ...(age === "" ? [] : [age]),
    ].join(" · ");
  }

  /** When the error was thrown by a package: where the program comes in. */
  function ownCode(view: View): string[] {
    if (frame === undefined || frame.origin === "program") return [];
    const own = exception.frames.find(({ origin }) => origin === "program");
    if (own === undefined) return [];
    const text = `frame ${own.index} is the first of the program's own: type frame ${own.index}`;
    return [fit(view.style.quiet(text), view.columns)];
  }

  function notes(view: View): string[] {
    const { style, columns } = view;
    const lines = session.notes.slice(0, NOTES).flatMap((note) => prose(note, columns).map(style.quiet));
    const more = session.notes.length - NOTES;
    return more > 0 ? [...lines, style.quiet(`… ${more} more notes (meta)`)] : lines;
  }
}
