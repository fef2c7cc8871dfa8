/**
 * What the prompt shows first.
 *
 * @module
 */
import { escapeText } from "../preview/escape.ts";
import type { CommandContext } from "./command.ts";
import { displayPosition } from "../text/display_path.ts";
import { relatedLines, thrownLines } from "../text/exception_text.ts";
import { fit, wrap } from "../text/fit.ts";
import { frameExcerpt } from "../text/frame_text.ts";
import { formatAge, formatTime } from "../text/time_text.ts";
import type { View } from "../text/view.ts";

/** Causes that are shown. */
const CAUSES = 5;

/** The error and its causes, where it was thrown, when and by what, and the source of the frame. */
export async function openingText({ session, selection, host }: CommandContext): Promise<(view: View) => string> {
  const { exception, frame } = selection;
  const lines = frame === undefined ? undefined : await frameExcerpt(session, frame, { before: 5, after: 3 });
  return (view) => {
    const { style, columns, cwd } = view;
    const causes = relatedLines(exception, view);
    const more = causes.length - CAUSES;
    const where: string[] = [];
    if (frame !== undefined) {
      const name = frame.functionName === "" ? "an anonymous function" : style.name(escapeText(frame.functionName));
      const place = frame.position === undefined
        ? ""
        : `  ${style.place(escapeText(displayPosition(frame.position, cwd)))}`;
      where.push(fit(`in ${name}${place}`, columns));
    } else {
      where.push(
        ...wrap(escapeText(`no frames: ${exception.unavailable ?? "it has no stack"}`), columns).map(style.quiet),
      );
    }
    return [
      ...thrownLines(exception, view),
      ...causes.slice(0, CAUSES),
      ...(more > 0 ? [style.quiet(`  … ${more} more (causes)`)] : []),
      ...where,
      fit(style.quiet(escapeText(circumstances())), columns),
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
    return session.notes.flatMap((note) => wrap(escapeText(note), view.columns).map(view.style.quiet));
  }
}
