/**
 * Exceptions on the screen and in JSON.
 *
 * @module
 */
import { isNativeError } from "node:util/types";
import type { Exception } from "../frames/exception.ts";
import { escapeText } from "../preview/escape.ts";
import { displayPosition } from "./display_path.ts";
import { cells, fit, fitEnd, wrap } from "./fit.ts";
import { previewIn } from "./value_text.ts";
import type { View } from "./view.ts";

/** An exception that another one led to, or that is a member of it. */
export interface Related {
  readonly exception: Exception;
  readonly relation: "cause" | "member";
  /** 1 below the first exception. */
  readonly depth: number;
}

/** What JSON says of an exception that is a cause. */
export interface RelatedData {
  /** Number for `cause N`. */
  readonly index: number;
  readonly relation: "cause" | "member";
  readonly name: string;
  readonly message: string;
  readonly stack: string | null;
}

/** Causes and members of aggregates below an exception, depth first, each once. */
export function related(top: Exception): Related[] {
  const found: Related[] = [];
  const seen = new Set([top]);
  const stack: Related[] = [];
  const push = ({ exception, depth }: { exception: Exception; depth: number }) => {
    const below: Related[] = exception.errors.map((member) => ({
      exception: member,
      relation: "member",
      depth: depth + 1,
    }));
    if (exception.cause !== undefined) {
      below.unshift({ exception: exception.cause, relation: "cause", depth: depth + 1 });
    }
    stack.push(...below.reverse());
  };
  push({ exception: top, depth: 0 });
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (seen.has(next.exception)) continue;
    seen.add(next.exception);
    found.push(next);
    push(next);
  }
  return found;
}

/** Causes and members of an exception, for JSON. */
export function causesData(exception: Exception): RelatedData[] {
  return related(exception).map(({ exception: { index, name, message, stack }, relation }) => ({
    index,
    relation,
    name,
    message,
    stack: stack ?? null,
  }));
}

/**
 * `TypeError: message`, wrapped; the message keeps its line breaks.
 *
 * @param most Lines that are shown.
 */
export function headline({ name, message }: Exception, view: View, most = 12): string[] {
  const { style, columns } = view;
  const start = message.slice(0, most * columns);
  const lines = start.split(/\r?\n/).flatMap((line, index) => {
    const text = escapeText(line);
    return wrap(index === 0 ? `${escapeText(name)}: ${text}` : text, columns);
  });
  const shown = lines.slice(0, most).map((line) => style.error(line));
  const isCut = lines.length > most || start.length < message.length;
  return isCut ? [...shown, style.quiet("… the message goes on: pp $exception.message")] : shown;
}

/**
 * What was thrown: as {@linkcode headline}, or for an object that is no error and has no message, a preview of it.
 *
 * @param most Lines that are shown of a message.
 */
export function thrownLines(exception: Exception, view: View, most?: number): string[] {
  const { message, value } = exception;
  const isObject = typeof value === "object" && value !== null || typeof value === "function";
  if (message !== "" || !isObject || isNativeError(value)) return headline(exception, view, most);
  const head = "thrown: ";
  return [view.style.error(head) + previewIn(value, view.columns - head.length, view)];
}

/** `TypeError: message`, on one line. */
export function oneLine({ name, message }: Exception): string {
  return escapeText(`${name}: ${message.replace(/\s*\r?\n\s*/g, " ")}`);
}

/** Causes and members, one line each, indented as they hang together. */
export function relatedLines(top: Exception, view: View, selected?: Exception): string[] {
  const { style, columns, cwd } = view;
  return related(top).map(({ exception, relation, depth }) => {
    const mark = exception === selected ? style.mark("→") : " ";
    const position = exception.frames[0]?.position;
    const head = `${mark} ${"  ".repeat(Math.min(depth - 1, 10))}${style.quiet(`${relation} ${exception.index}`)}  `;
    const text = oneLine(exception);
    const room = columns - cells(head);
    // The message has its half of the line, and what a short place leaves.
    const left = Math.max(0, room - Math.min(cells(text), room >> 1) - 2);
    const place = position === undefined ? "" : fitEnd(escapeText(displayPosition(position, cwd)), left);
    const at = place === "" ? "" : `  ${style.place(place)}`;
    return fit(`${head}${style.error(fit(text, room - cells(at)))}${at}`, columns);
  });
}
