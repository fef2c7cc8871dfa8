/**
 * The source text of functions and classes.
 *
 * @module
 */
import type { FunctionRecord, Position } from "../../dump/format.ts";
import { offsetOf } from "../frames/lexical_ranges.ts";
import { toBase0 } from "../frames/position.ts";
import type { Source } from "../frames/source.ts";
import { isProxy } from "../preview/is_proxy.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import type { Session } from "../session.ts";
import { type CodeRange, declarationRange, memberRange } from "./code_range.ts";

const functionToString = Function.prototype.toString;

const LINE_END = /\r\n|[\n\r\u2028\u2029]/;

/** UTF-16 units of sources that are searched for code by its name. */
const MOST_TEXT = 1_000_000;

/** The code of a function or a class. */
export interface Code {
  readonly name: string;
  /** Where it begins in its source; undefined when that is not known, and of what was made at the prompt. */
  readonly position: Position | undefined;
  /** Whether it came out of the dump, rather than from the prompt. */
  readonly isRecorded: boolean;
  /** The file that it was in when it ran, where its position in a source is not known. */
  readonly ranIn?: string | undefined;
  readonly text: string;
  /** A source whose lines have the numbers that they have in the file. */
  readonly source: Source;
  /** Number of its first line, from 1. */
  readonly first: number;
  /** Number of its last line. */
  readonly last: number;
}

/**
 * The code of a function or a class, or of the class of an object; undefined when it is not known. Where the runtime
 * tells what ran and not the place in the source, it is found there by its name. Runs nothing.
 */
export async function codeOf(value: unknown, session: Session): Promise<Code | undefined> {
  const found = functionOf(value);
  const facts = found && nodeOf(found)?.function;
  if (facts === undefined) return found && nodeOf(found) === undefined ? ownCode(found) : undefined;
  if (facts.owner !== undefined) return await memberCode(facts.record, facts.owner, session);
  const place = facts.record.position === undefined ? await placeOf(facts.record, session) : undefined;
  return place === undefined ? ranCode({ generated: undefined, ...facts.record }) : codeAt(facts.record.name, place);
}

/** Where the code of a function or a class begins, or of the class of an object; the dump may have no text of it. */
export async function codePosition(value: unknown, session: Session): Promise<Position | undefined> {
  const found = functionOf(value);
  return (await codeOf(value, session))?.position ?? (found && nodeOf(found)?.function?.record?.position);
}

/** What is recorded of code. */
type RanCode =
  & Pick<FunctionRecord, "name" | "text" | "position">
  & { readonly generated: FunctionRecord["generated"] | undefined };

/** Code in a source of the dump. */
interface CodePlace extends CodeRange {
  readonly source: Source;
  /** The text of the source. */
  readonly text: string;
}

/** A method or an accessor: its place within its class, in the source if that is known, else in what ran. */
async function memberCode(member: FunctionRecord, owner: FunctionRecord, session: Session): Promise<Code | undefined> {
  const name = owner.name === "" ? member.name : `${owner.name}.${member.name}`;
  const place = owner.position === undefined ? await placeOf(owner, session) : placeAt(owner.position, session);
  if (place !== undefined) {
    const { source, text } = place;
    const range = await memberRange(text, source.url, place.start, member);
    return range && codeAt(name, { ...range, source, text });
  }
  const { text = "", generated } = owner;
  const range = await memberRange(text, "", 0, member);
  return range && ranCode({ name, text: text.slice(range.start, range.end), generated });
}

/** The place of code whose position is not recorded: the only code of its name and its words in the sources. */
async function placeOf(code: FunctionRecord, { sources }: Session): Promise<CodePlace | undefined> {
  const url = code.generated?.url;
  const places: CodePlace[] = [];
  let room = MOST_TEXT;
  for (const source of sources.filter((source) => url === undefined || source.url === url)) {
    const { text } = source;
    if (text === undefined || !text.includes(code.name)) continue;
    room -= text.length;
    if (room < 0) return undefined;
    const range = await declarationRange(text, source.url, code);
    if (range !== undefined) places.push({ ...range, source, text });
  }
  return places.length === 1 ? places[0] : undefined;
}

/** The place of code whose position is recorded; its end is not known. */
function placeAt(position: Position, { sources }: Session): CodePlace | undefined {
  const source = sources.find(({ url, text }) => url === position.url && text !== undefined);
  if (source?.text === undefined) return undefined;
  const start = offsetOf(source.text, toBase0({ base: 1, ...position }));
  return { source, text: source.text, start, end: start };
}

function codeAt(name: string, { source, text, start, end }: CodePlace): Code {
  const lines = text.slice(0, start).split(LINE_END);
  const first = lines.length;
  return {
    name,
    position: { url: source.url, line: first, column: lines.at(-1)!.length + 1 },
    isRecorded: true,
    text: text.slice(start, end),
    source,
    first,
    last: first + text.slice(start, end).split(LINE_END).length - 1,
  };
}

/** A function as it is; of another object, its class. */
function functionOf(value: unknown): object | undefined {
  if (typeof value === "function") return value;
  if (typeof value !== "object" || value === null || isProxy(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== "object" || prototype === null || isProxy(prototype)) return undefined;
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof constructor === "function" ? constructor : undefined;
}

/** The code of a function as it ran. */
function ranCode({ name, text, position, generated }: RanCode): Code | undefined {
  if (text === undefined) return undefined;
  const ranIn = generated?.url;
  return { name, position, isRecorded: true, ranIn, ...numbered(text, position?.url ?? "", position?.line ?? 1) };
}

/** The code of a function that was made at the prompt. */
function ownCode(value: object): Code | undefined {
  if (isProxy(value)) return undefined;
  const text = asTyped(functionToString.call(value));
  if (text.includes("[native code]")) return undefined;
  const name: unknown = Object.getOwnPropertyDescriptor(value, "name")?.value;
  const shown = typeof name === "string" ? name : "";
  return { name: shown, position: undefined, isRecorded: false, ...numbered(text, "", 1) };
}

function numbered(text: string, url: string, first: number): Pick<Code, "text" | "source" | "first" | "last"> {
  const lines = text.split(/\r?\n/);
  const last = first + lines.length - 1;
  const source: Source = {
    url,
    text,
    origin: "dump",
    omitted: undefined,
    lineCount: last,
    line: (number) => lines[number - first],
  };
  return { text, source, first, last };
}

/** Without what looks whether a function is to stop, see `Helpers.guard`. */
function asTyped(text: string): string {
  return text.replace(/\$kt[\d$]*\.guard\(\); /g, "").replace(/=> \(\$kt[\d$]*\.guard\(\), (.*)\)$/s, "=> $1");
}
