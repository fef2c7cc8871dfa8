/**
 * What a log tells of an error, as a dump without variables, so that everything that opens dumps opens it.
 *
 * @module
 */
import {
  Attribute,
  type ClassRecord,
  type Dump,
  type ExceptionRecord,
  type FrameRecord,
  HEAP_CHUNK,
  NodeKind,
  type Position,
  type SourceRecord,
  type Wire,
  type WireChunk,
  type WireNode,
  type WireShape,
} from "../../dump/format.ts";
import { VERSION } from "../../dump/version.ts";
import { everyOne, type ListedFrame, type LogException } from "./log_exception.ts";
import { originOf } from "./origin_of.ts";
import type { LogTrace } from "./parse_log.ts";
import { addShownLines, type ShownLines, sourceText } from "./shown_source.ts";

/** Why the frames of a log have no variables. */
export const NO_VARIABLES = "they come from a log, which has none";

const BUILTIN = /^(?:AggregateError|Error|EvalError|RangeError|ReferenceError|SyntaxError|TypeError|URIError)$/;

/** Properties that an error has and does not list. */
const HIDDEN = new Set(["stack", "message", "cause", "errors"]);
const HIDDEN_ATTRIBUTES = Attribute.writable | Attribute.configurable;
const ATTRIBUTES = HIDDEN_ATTRIBUTES | Attribute.enumerable;

/** Where a trace was found, and what is known besides. */
export interface TraceOrigin {
  /** Name of the log. */
  readonly name: string;
  /**
   * The present text of a source; undefined when it is not to be had.
   *
   * @default {() => undefined}
   */
  readonly sourceOf?: (url: string) => string | undefined;
}

/** The errors and their indexes: it can be very many. */
type Indexes = ReadonlyMap<LogException, number>;

/** Makes a dump of an error of a log. */
export function traceDump({ exception, runtime, time }: LogTrace, { name, sourceOf }: TraceOrigin): Dump {
  const all = everyOne(exception);
  const shown: ShownLines = new Map();
  for (const one of all) addShownLines(shown, one);
  const sources = new Sources(shown, sourceOf ?? (() => undefined));
  const indexes = new Map(all.map((one, index) => [one, index]));
  const frames: FrameRecord[] = [];
  const exceptions = all.map((one): ExceptionRecord => {
    const first = frames.length;
    frames.push(...one.frames.map((frame) => frameRecord(frame, sources)));
    return exceptionRecord(one, indexes, frames.length - first, first);
  });
  const last = Math.max(...all.map((one) => one.last));
  const lines = last > exception.first ? `lines ${exception.first}–${last}` : `line ${exception.first}`;
  return {
    header: {
      product: "keeptrace",
      productVersion: VERSION,
      runtime,
      versions: {},
      platform: "",
      arch: "",
      time,
      pid: 0,
      cwd: "",
      argv0: "",
      engine: { kind: "log", reason: NO_VARIABLES },
      limits: {},
      omitted: {},
      trigger: "capture",
      notes: [`Read from ${name}, ${lines}`, ...sources.notes()],
    },
    tables: {
      exceptions,
      threads: [{ id: 0, name: "main" }],
      frames,
      scopes: [],
      functions: [],
      modules: [],
      sources: sources.records,
      classes: classesOf(all),
    },
    ...heapOf(all, indexes),
  };
}

/** The sources that frames refer to. */
class Sources {
  readonly records: SourceRecord[] = [];
  readonly #indexes = new Map<string, number>();
  readonly #shown: ShownLines;
  readonly #sourceOf: (url: string) => string | undefined;
  readonly #present: string[] = [];

  constructor(shown: ShownLines, sourceOf: (url: string) => string | undefined) {
    this.#shown = shown;
    this.#sourceOf = sourceOf;
  }

  /** The source of a frame: one without a text when the log does not show its line. */
  indexOf({ url, line }: Position): number {
    const key = this.#isKnown(url, line) ? url : `${url} `;
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    const index = this.records.push(this.#record(url, line)) - 1;
    this.#indexes.set(key, index);
    return index;
  }

  #isKnown(url: string, line: number): boolean {
    return this.#shown.get(url)?.has(line) === true;
  }

  notes(): string[] {
    const notes: string[] = [];
    if (this.#present.length > 0) notes.push("Sources are as they are on disk now, and may have changed since");
    if (
      this.#shown.size > 0 && this.records.some(({ url, text }) => text !== undefined && !this.#present.includes(url))
    ) {
      notes.push("Of the sources, only the lines that the log shows are there");
    }
    return notes;
  }

  #record(url: string, line: number): SourceRecord {
    const present = this.#sourceOf(url);
    if (present !== undefined) {
      this.#present.push(url);
      return { url, text: present };
    }
    return this.#isKnown(url, line)
      ? { url, text: sourceText(this.#shown.get(url)!) }
      : { url, omitted: "a log has no sources; --root FOLDER takes them from there" };
  }
}

function frameRecord({ functionName, position, async, elided }: ListedFrame, sources: Sources): FrameRecord {
  return {
    functionName,
    async,
    origin: originOf(position?.url ?? ""),
    scopes: [],
    unavailable: NO_VARIABLES,
    ...(position === undefined ? {} : { position, source: sources.indexOf(position) }),
    ...(elided === undefined ? {} : { elided }),
  };
}

function exceptionRecord(
  one: LogException,
  indexes: Indexes,
  count: number,
  first: number,
): ExceptionRecord {
  return {
    value: -2 - indexes.get(one)!,
    name: one.name,
    message: one.message,
    stack: stackText(one),
    thread: 0,
    frames: Array.from({ length: count }, (_, index) => first + index),
    unavailable: NO_VARIABLES,
    throws: [],
    ...(one.cause === undefined ? {} : { cause: indexes.get(one.cause)! }),
    ...(one.errors.length === 0 ? {} : { errors: one.errors.map((member) => indexes.get(member)!) }),
  };
}

function stackText({ text }: LogException): string {
  return text.join("\n").trimEnd();
}

/** `Error` first; a class that not every realm has extends it. */
function classesOf(all: readonly LogException[]): ClassRecord[] {
  return classNames(all).map((name): ClassRecord => ({
    name,
    ...(BUILTIN.test(name) || name === "Array" ? { builtin: name } : { extends: 0 }),
    members: [],
    statics: [],
  }));
}

function classNames(all: readonly LogException[]): string[] {
  return [...new Set(["Error", "Array", ...all.map(({ name }) => name)])];
}

/** The errors as values: nodes 0 to n, and behind them the lists of members. */
function heapOf(all: readonly LogException[], indexes: Indexes): Pick<Dump, "shapes" | "heap"> {
  const names = classNames(all);
  const shapes: WireShape[] = [];
  const nodes: WireNode[] = [];
  const lists: WireNode[] = [];
  for (const one of all) {
    const properties = new Map<string, Wire>([["stack", stackText(one)], ["message", one.message]]);
    if (one.cause !== undefined) properties.set("cause", -2 - indexes.get(one.cause)!);
    for (const [name, value] of one.properties) {
      if (!properties.has(name)) properties.set(name, wireOf(value));
    }
    if (!BUILTIN.test(one.name)) properties.set("name", one.name);
    if (one.errors.length > 0) {
      properties.set("errors", -2 - all.length - lists.length);
      shapes.push([NodeKind.array, names.indexOf("Array"), 0, []]);
      lists.push([shapes.length - 1, ...one.errors.map((member) => -2 - indexes.get(member)!)]);
    }
    const attributes = [...properties.keys()].map((name) => HIDDEN.has(name) ? HIDDEN_ATTRIBUTES : ATTRIBUTES);
    shapes.push([NodeKind.error, names.indexOf(one.name), 0, [...properties.keys()], attributes]);
    nodes.push([shapes.length - 1, ...properties.values()]);
  }
  nodes.push(...lists);
  const heap: WireChunk[] = [];
  for (let at = 0; at < nodes.length; at += HEAP_CHUNK) heap.push([0, nodes.slice(at, at + HEAP_CHUNK)]);
  return { shapes, heap };
}

function wireOf(value: string | number | boolean | null): Wire {
  return typeof value === "number" && Number.isInteger(value) && value < 0 ? [value] : value;
}
