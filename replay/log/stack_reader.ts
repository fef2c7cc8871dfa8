/**
 * Reads the errors of one stream of a log, line by line.
 *
 * @module
 */
import { findHead, type FoundHead, listsMembers, shownBelow } from "./find_head.ts";
import { readHeadLine } from "./head_line.ts";
import { type ListedFrame, type LogException, repeatFrames } from "./log_exception.ts";
import type { LogLine } from "./log_streams.ts";
import { readStackLine, type StackLine, toUrl } from "./stack_line.ts";

/** Lines above a stack that may belong to its error. */
const MOST_PENDING = 80;

/** What stands in brackets that are open: the properties of an error, the list of its members, or anything else. */
interface Open {
  readonly kind: "error" | "list" | "other";
  readonly of: LogException | undefined;
}

const CLOSING = /^[\s}\]),]*[}\])][\s}\]),]*$/;
const PROPERTY = /^\s*(?:'([^']*)'|"([^"]*)"|\[?([\w$]+)\]?): (.*?),?$/;
const QUOTED = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
/** A stack that tells where an error was passed on, not where it was thrown. */
const PASSED_ON = /^\s*Emitted '.*' event(?: on .*)? at:$/;
/** The name of a test that failed, above what Jest has to say of it. */
const TEST = /^\s*● \S/;
/** A line of source between two frames, as Vitest shows it: `5|  expect(1)`. */
const BETWEEN = /^\s*(?:\d{1,7}\||\|\s*\^)/;
const NOT_PARSED = /\berror: (The module's source code could not be parsed): (.*) at (\S+):(\d+):(\d+)$/;

/** Reads the errors of one stream. */
export class StackReader {
  /** Errors that are neither cause nor member of another one, in their order. */
  readonly roots: LogException[] = [];
  #pending: LogLine[] = [];
  #open: Open[] = [];
  /** Whose frames the last lines were; undefined for a stack that is passed over. */
  #current: LogException | undefined;
  /** Whether the last line was one of a stack. */
  #inStack = false;
  #last: LogException | undefined;
  /** An error whose members stand between its head and its frames, as Deno prints them. */
  #listing: LogException | undefined;

  /** Reads the next line. */
  read(line: LogLine): void {
    if (this.#inStack && BETWEEN.test(line.text)) return;
    const found = readStackLine(line.text)?.line;
    if (found === undefined) this.#readText(line);
    else this.#readStack(found, line);
  }

  #readStack(found: StackLine, line: LogLine): void {
    if (!this.#inStack) {
      if (found.kind !== "frame") return this.#readText(line);
      this.#begin(found.column, line);
      this.#inStack = true;
    }
    const exception = this.#current;
    if (exception === undefined) return;
    exception.last = line.number;
    exception.text.push(line.text.replace(/ \{$/, ""));
    const { frames } = exception;
    const last = frames.at(-1);
    if (found.kind === "frame") {
      frames.push({ ...found.frame });
      if (found.opens) this.#open.push({ kind: "error", of: exception });
    } else if (found.kind === "repeated") {
      repeatFrames(frames, found.lines, found.times);
    } else if (last !== undefined) {
      if (found.kind === "as-cause") last.asCause = found.count;
      else last.elided = found.count;
    }
  }

  #readText(line: LogLine): void {
    const { text } = line;
    this.#inStack = false;
    if (this.#open.length > 0 && CLOSING.test(text)) {
      this.#nest(text);
      return;
    }
    if (this.#open.length > 0 && this.#readProperty(text)) return;
    const head = /^\s*\[.*\] \{$|^\s*\[\w*Error: .*\],?$/.test(text) ? readHeadLine(text) : undefined;
    if (head?.bracketed === true) {
      this.#beginBracketed(line, text.endsWith("{"));
      return;
    }
    const unparsed = NOT_PARSED.exec(text);
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
    if (this.#pending.length > MOST_PENDING) this.#pending.shift();
  }

  /** Reads a line inside of brackets; false when it may be the head of an error. */
  #readProperty(text: string): boolean {
    const inner = this.#open.at(-1)!;
    const property = PROPERTY.exec(text);
    const name = property?.[1] ?? property?.[2] ?? property?.[3];
    const value = property?.[4];
    if (inner.kind === "error" && property !== null && name !== undefined && value !== undefined) {
      if (value === "[" && name === "errors") {
        this.#open.push({ kind: "list", of: inner.of });
        return true;
      }
      if (name === "cause" || readHeadLine(value)?.certainty === "named") return false;
      const plain = primitive(value);
      if (plain !== undefined) inner.of?.properties.set(name, plain);
      else this.#nest(value);
      return true;
    }
    if (inner.kind === "other") this.#nest(text);
    return inner.kind === "other";
  }

  /** Opens and closes brackets as a line does. */
  #nest(text: string): void {
    for (const [bracket] of text.replace(QUOTED, "").matchAll(/[[\](){}]/g)) {
      if (/[[({]/.test(bracket)) this.#open.push({ kind: "other", of: undefined });
      else this.#open.pop();
    }
  }

  /** An error without frames of its own: `[AggregateError: …] {`. */
  #beginBracketed(line: LogLine, opens: boolean): void {
    const head = readHeadLine(line.text)!;
    if (!opens && !head.cause && this.#open.at(-1)?.kind !== "list") return;
    const exception = newException(head.name, head.message, line, head.column);
    if (head.code !== undefined) exception.properties.set("code", head.code);
    this.#place(exception, head.cause);
    this.#last = exception;
    this.#pending = [];
    if (opens) this.#open.push({ kind: "error", of: exception });
  }

  /** The first frame of an error. */
  #begin(column: number, line: LogLine): void {
    const lines = this.#pending;
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
    this.#last = this.#current;
  }

  /** Frames without a head: those of an error whose members stand above, or of one that only a message names. */
  #beginWithout(lines: readonly LogLine[], column: number, line: LogLine): LogException {
    const listing = this.#listing;
    const { shown, end } = shownBelow(lines.map(({ text }) => text));
    if (listing !== undefined && column === listing.column + 4) {
      this.#listing = undefined;
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
    this.#listing = aggregate;
  }

  /** Puts an error where it belongs. */
  #place(exception: LogException, isCause: boolean): void {
    const inner = this.#open.at(-1);
    if (isCause) {
      const parent = this.#open.findLast(({ kind }) => kind === "error")?.of ?? this.#last;
      if (parent !== undefined && parent !== exception && parent.cause === undefined) {
        parent.cause = exception;
        return;
      }
    }
    if (inner?.kind === "list" && inner.of !== undefined) {
      inner.of.errors.push(exception);
      return;
    }
    if (this.#listing !== undefined && exception.column > this.#listing.column) {
      this.#listing.errors.push(exception);
      return;
    }
    const outer = this.#open[0]?.of;
    if (outer === undefined || exception.column <= outer.column) this.#open = [];
    this.#listing = undefined;
    this.roots.push(exception);
  }

  #addRoot(exception: LogException, frames: readonly ListedFrame[]): void {
    exception.frames.push(...frames);
    this.#place(exception, false);
    this.#last = exception;
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

function newException(name: string, message: string, line: LogLine, column: number): LogException {
  return {
    isNamed: name !== "" || message !== "",
    name: name || "Error",
    message,
    properties: new Map(),
    frames: [],
    errors: [],
    shown: [],
    text: [line.text],
    column,
    first: line.number,
    last: line.number,
  };
}

/** A value that is printed as in a literal. */
function primitive(text: string): string | number | boolean | null | undefined {
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  if (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)) return Number(text);
  const quoted = /^(["'`])(.*)\1$/s.exec(text);
  return quoted?.[2]?.replaceAll(/\\(['"`\\])/g, "$1");
}
