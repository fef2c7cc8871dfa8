/**
 * Reads the errors of one stream of a log, line by line.
 *
 * @module
 */
import { findHead, type FoundHead, listsMembers, shownBelow } from "./find_head.ts";
import { readHeadLine } from "./head_line.ts";
import { type ListedFrame, type LogException, MOST_FRAMES, repeatFrames } from "./log_exception.ts";
import type { LogLine } from "./log_lines.ts";
import type { LogRoom } from "./log_room.ts";
import { newException } from "./new_exception.ts";
import { OpenBrackets } from "./open_brackets.ts";
import { PlacedErrors } from "./placed_errors.ts";
import { readStackLine, type StackLine, toUrl } from "./stack_line.ts";

/** Lines above a stack that may belong to its error. */
const MOST_PENDING = 80;

const CLOSING = /^[\s}\]),]+$/;
const PROPERTY = /^\s*(?:'([^']*)'|"([^"]*)"|\[?([\w$]+)\]?): (.*?),?$/;
/** A stack that tells where an error was passed on, not where it was thrown. */
const PASSED_ON = /^\s*Emitted '.*' event(?: on .*)? at:$/;
/** The name of a test that failed, above what Jest has to say of it. */
const TEST = /^\s*● \S/;
/** A line of source between two frames, as Vitest shows it: `5|  expect(1)`. */
const BETWEEN = /^\s*(?:\d{1,7}\||\|\s*\^)/;
const NOT_PARSED = /\berror: (The module's source code could not be parsed): (.*) at (\S+):(\d+):(\d+)$/;

/** A line of a stack that nothing opens behind. */
const FRAME = /^\s+at \S.*[^{]$/;
/** Properties of an error that are kept. */
const MOST_PROPERTIES = 100;

/** Reads the errors of one stream. */
export class StackReader {
  readonly #room: LogRoom;
  readonly #open = new OpenBrackets();
  readonly #placed: PlacedErrors;
  #pending: LogLine[] = [];
  /** Whose frames the last lines were; undefined for a stack that is passed over. */
  #current: LogException | undefined;
  /** Whether the last line was one of a stack. */
  #inStack = false;
  /** How many lines have been read. */
  #read = 0;

  /**
   * @param room What is left of what reading the log may take.
   * @param found Is called with each error that is neither cause nor member of another one, once nothing more of it
   * can follow.
   */
  constructor(room: LogRoom, found: (exception: LogException) => void) {
    this.#room = room;
    this.#placed = new PlacedErrors(this.#open, found);
  }

  /** Reads the next line. */
  read(line: LogLine): void {
    this.#read++;
    if (this.#inStack && (this.#isOneMore(line) || BETWEEN.test(line.text))) return;
    const found = readStackLine(line.text)?.line;
    if (found === undefined) this.#readText(line);
    else this.#readStack(found, line);
  }

  /** There is no more. */
  end(): void {
    this.#placed.end();
  }

  /** Whether it is one more frame of an error that has so many that the others are only counted. */
  #isOneMore({ text, number }: LogLine): boolean {
    const exception = this.#current;
    if (exception === undefined || exception.frames.length < MOST_FRAMES || !FRAME.test(text)) return false;
    exception.frames.at(-1)!.elided = (exception.frames.at(-1)!.elided ?? 0) + 1;
    exception.last = number;
    exception.end = this.#read;
    return true;
  }

  #readStack(found: StackLine, line: LogLine): void {
    if (!this.#inStack) {
      if (found.kind !== "frame") return this.#readText(line);
      this.#begin(found.column, line);
      this.#inStack = true;
    }
    this.#room.takeLine();
    const exception = this.#current;
    if (exception === undefined) return;
    exception.last = line.number;
    exception.end = this.#read;
    const { frames } = exception;
    if (found.kind === "frame" && found.opens) this.#open.open("error", exception);
    const last = frames.at(-1);
    if (last !== undefined && frames.length >= MOST_FRAMES) {
      last.elided = (last.elided ?? 0) + countOf(found);
      return;
    }
    exception.text.push(line.text.replace(/ \{$/, ""));
    if (found.kind === "frame") frames.push({ ...found.frame });
    else if (found.kind === "repeated") repeatFrames(frames, found.lines, found.times, this.#room);
    else if (last !== undefined) {
      if (found.kind === "as-cause") last.asCause = found.count;
      else last.elided = found.count;
    }
  }

  #readText(line: LogLine): void {
    const { text } = line;
    this.#inStack = false;
    this.#placed.pass(text, this.#read);
    if (!this.#open.isEmpty) {
      if (CLOSING.test(text) && /[}\])]/.test(text)) {
        this.#open.read(text);
        return;
      }
      if (this.#readProperty(text)) return;
    }
    const isBracketed = /[{\],]$/.test(text) && /^\s*\[.*\] \{$|^\s*\[\w*Error: .*\],?$/.test(text);
    const head = isBracketed ? readHeadLine(text) : undefined;
    if (head?.bracketed === true) {
      this.#beginBracketed(line, text.endsWith("{"));
      return;
    }
    const unparsed = text.includes(" could not be parsed: ") ? NOT_PARSED.exec(text) : null;
    if (unparsed !== null) {
      const [, what = "", why = "", path = "", row, column] = unparsed;
      const position = { url: toUrl(path), line: Number(row), column: Number(column) };
      this.#addRoot(newException("SyntaxError", `${what}: ${why}`, line, 0), [{
        functionName: "",
        async: false,
        position,
      }]);
      return;
    }
    this.#pending.push(line);
    if (this.#pending.length > 2 * MOST_PENDING) this.#pending = this.#pending.slice(-MOST_PENDING);
  }

  /** Reads a line inside of brackets; false when it may be the head of an error. */
  #readProperty(text: string): boolean {
    const inner = this.#open.inner!;
    const property = PROPERTY.exec(text);
    const name = property?.[1] ?? property?.[2] ?? property?.[3];
    const value = property?.[4];
    if (inner.kind === "error" && property !== null && name !== undefined && value !== undefined) {
      if (value === "[" && name === "errors") {
        this.#open.open("list", inner.of);
        return true;
      }
      if (name === "cause" || readHeadLine(value)?.certainty === "named") return false;
      const plain = primitive(value);
      if (plain === undefined) this.#open.read(value);
      else if (inner.of !== undefined && inner.of.properties.size < MOST_PROPERTIES) {
        this.#room.takeText(value);
        inner.of.properties.set(name, plain);
      }
      return true;
    }
    if (inner.kind === "other") this.#open.read(text);
    return inner.kind === "other";
  }

  /** An error without frames of its own: `[AggregateError: …] {`. */
  #beginBracketed(line: LogLine, opens: boolean): void {
    const head = readHeadLine(line.text)!;
    if (!opens && !head.cause && this.#open.inner?.kind !== "list") return;
    const exception = newException(head.name, head.message, line, head.column);
    if (head.code !== undefined) exception.properties.set("code", head.code);
    this.#place(exception, head.cause);
    this.#placed.last = exception;
    this.#pending = [];
    if (opens) this.#open.open("error", exception);
  }

  /** The first frame of an error. */
  #begin(column: number, line: LogLine): void {
    const lines = this.#pending.slice(-MOST_PENDING);
    this.#pending = [];
    if (PASSED_ON.test(lines.at(-1)?.text ?? "")) {
      this.#current = undefined;
      return;
    }
    const found = findHead(lines);
    if (found === undefined) {
      this.#current = this.#beginWithout(lines, column, line);
    } else {
      const exception = exceptionOf(found, lines);
      this.#beginListing(lines, found);
      this.#place(exception, found.head.cause);
      this.#current = exception;
    }
    this.#placed.last = this.#current;
  }

  /** Frames without a head: those of an error whose members stand above, or of one that only a message names. */
  #beginWithout(lines: readonly LogLine[], column: number, line: LogLine): LogException {
    const { listing } = this.#placed;
    const { shown, end } = shownBelow(lines.map(({ text }) => text));
    if (listing !== undefined && column === listing.column + 4) {
      this.#placed.listing = undefined;
      listing.shown.push(...shown);
      return listing;
    }
    const test = lines.slice(0, end).findLastIndex(({ text }) => TEST.test(text));
    if (test >= 0 && test < end - 1) {
      const message = lines.slice(test + 1, end).map(({ text }) => text.slice(column - 2)).join("\n").trim();
      const exception = newException("Error", message, lines[test]!, column);
      exception.shown.push(...shown);
      this.#place(exception, false);
      return exception;
    }
    const above = lines[end - 1];
    const message = above === undefined || above.number < line.number - 1 ? "" : above.text.trim();
    const exception = newException("", message, message === "" ? line : above!, column);
    exception.shown.push(...shown);
    this.#place(exception, false);
    if (message === "") exception.text.length = 0;
    return exception;
  }

  /** Deno prints the members of an AggregateError below its head, indented, and its own frames behind them. */
  #beginListing(lines: readonly LogLine[], { head, index }: FoundHead): void {
    const above = lines[index - 1];
    const outer = above === undefined ? undefined : readHeadLine(above.text);
    if (outer === undefined || !listsMembers(outer) || outer.column >= head.column) return;
    const text = above!.text;
    const column = text.length - text.trimStart().length;
    const aggregate = newException(outer.name, outer.message, above!, column);
    this.#place(aggregate, outer.cause);
    this.#placed.listing = aggregate;
  }

  #place(exception: LogException, isCause: boolean): void {
    this.#room.takeError();
    for (const text of exception.text) this.#room.takeText(text);
    exception.end = this.#read;
    this.#placed.place(exception, isCause);
  }

  #addRoot(exception: LogException, frames: readonly ListedFrame[]): void {
    exception.frames.push(...frames);
    this.#place(exception, false);
    this.#placed.last = exception;
    this.#pending = [];
  }
}

function exceptionOf({ head, index, message, properties, shown }: FoundHead, lines: readonly LogLine[]): LogException {
  const exception = newException(head.name, message, lines[index]!, head.column);
  exception.text[0] = exception.text[0]!.slice(head.column);
  exception.text.push(...lines.slice(index + 1).map(({ text }) => text));
  exception.shown.push(...shown);
  if (head.code !== undefined) exception.properties.set("code", head.code);
  for (const text of properties) {
    const property = PROPERTY.exec(text);
    const value = property === null ? undefined : primitive(property[4]!);
    if (value !== undefined) exception.properties.set(property![3]!, value);
  }
  return exception;
}

/** How many frames a line stands for. */
function countOf(line: StackLine): number {
  return line.kind === "frame" ? 1 : line.kind === "repeated" ? line.lines * line.times : line.count;
}

/** A value that is printed as in a literal. */
function primitive(text: string): string | number | boolean | null | undefined {
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  if (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)) return Number(text);
  const quoted = /^(["'`])(.*)\1$/s.exec(text);
  return quoted?.[2]?.replaceAll(/\\(['"`\\])/g, "$1");
}
