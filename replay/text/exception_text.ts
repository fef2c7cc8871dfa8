/**
 * Exceptions on the screen and in JSON.
 *
 * @module
 */
import { isNativeError } from "node:util/types";
import type { Exception } from "../frames/exception.ts";
import { escapeStart, escapeText } from "../preview/escape.ts";
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
  // Of each exception that the search is in, those below that are still to come: they can be very many, all the same.
  const open = [relatives(top)];
  for (let below = open.at(-1); below !== undefined; below = open.at(-1)) {
    const next = below.next();
    if (next.done) open.pop();
    else if (!seen.has(next.value.exception)) {
      seen.add(next.value.exception);
      found.push({ ...next.value, depth: open.length });
      open.push(relatives(next.value.exception));
    }
  }
  return found;
}

function* relatives({ cause, errors }: Exception): Generator<Omit<Related, "depth">> {
  if (cause !== undefined) yield { exception: cause, relation: "cause" };
  for (const exception of errors) yield { exception, relation: "member" };
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
export function headline(exception: Exception, view: View, most = 12): string[] {
  const { message } = exception;
  const { style, columns } = view;
  const head = headOf(exception);
  const start = message.slice(0, most * columns);
  const lines = start.split(/\r?\n/).flatMap((line, index) => {
    const text = escapeText(line);
    return wrap(index === 0 ? escapeStart(head) + text : text, columns);
  });
  const shown = lines.slice(0, most).map((line) => style.error(line));
  const isCut = lines.length > most || start.length < message.length;
  return isCut ? [...shown, style.quiet("… the message goes on: pp $exception.message")] : shown;
}

/** UTF-16 units of a message that is shown on one line. */
const LONGEST = 4000;

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
export function oneLine(exception: Exception): string {
  const { message } = exception;
  return escapeStart(headOf(exception) + message.slice(0, LONGEST).replace(/\s*\r?\n\s*/g, " "));
}

/** What was thrown that is no object: it has the name of its type. */
const PRIMITIVES = new Set(["string", "number", "bigint", "boolean", "symbol", "undefined", "null"]);

/** What stands before the message. */
function headOf({ name, message }: Exception): string {
  if (PRIMITIVES.has(name)) return message === "" && name === "string" ? 'thrown: ""' : "thrown: ";
  return message === "" ? name.slice(0, LONGEST) : `${name.slice(0, LONGEST)}: `;
}

/** Causes and members that are shown. */
const MOST = 1000;

/** Causes and members, one line each, indented as they hang together. */
export function relatedLines(relatives: readonly Related[], view: View, selected?: Exception): string[] {
  const { style, columns, cwd } = view;
  const lines = relatives.slice(0, MOST).map(({ exception, relation, depth }) => {
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
  const more = relatives.length - lines.length;
  return more > 0 ? [...lines, style.quiet(`  … ${more} more`)] : lines;
}
