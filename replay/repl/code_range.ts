/**
 * Where functions, classes and their members stand in a text.
 *
 * @module
 */
import type { FunctionRecord } from "../../dump/format.ts";
import { type LexicalRange, lexicalRanges } from "../frames/lexical_ranges.ts";

/** A stretch of a text: offsets in UTF-16 units from 0, the end not included. */
export interface CodeRange {
  readonly start: number;
  readonly end: number;
}

/** What is known of some code. */
export type KnownCode = Pick<FunctionRecord, "name" | "kind" | "text">;

/** Ranges that are looked at: a file may be made to have very many. */
const MOST = 5000;
/** Classes of one name that are looked at. */
const SAME_NAME = 20;
/** UTF-16 units of a name that is looked for. */
const LONGEST_NAME = 200;
/** UTF-16 units before a function in which its name is looked for. */
const BEFORE = 150;
/** Which part of the words that ran must stand in a source for it to be their source. */
const SAME = 0.8;

/**
 * Finds the code of a function or a class in a source by its name: the only one there that has this name and nearly all
 * of the words of what ran. Undefined when there is none, or several.
 *
 * @param url Its ending tells the language.
 */
export async function declarationRange(text: string, url: string, code: KnownCode): Promise<CodeRange | undefined> {
  const { name, kind } = code;
  if (code.text === undefined || !isName(name)) return undefined;
  const ranges = (await lexicalRanges(text, url)).slice(0, MOST);
  const found = kind === "class" ? classesNamed(text, ranges, name) : functionsNamed(text, ranges, name);
  const same = found.filter(({ start, end }) => isSame(code.text!, text.slice(start, end)));
  return same.length === 1 ? same[0] : undefined;
}

/**
 * Finds a method or an accessor in the first class that begins at an offset or after it.
 *
 * @param member Its kind, and its name as functions have it: `total`, `get total`, `[Symbol.iterator]`.
 */
export async function memberRange(
  text: string,
  url: string,
  from: number,
  { name, kind }: KnownCode,
): Promise<CodeRange | undefined> {
  if (name.length > LONGEST_NAME) return undefined;
  const ranges = (await lexicalRanges(text, url)).slice(0, MOST);
  const body = nearest(ranges.filter(isClassBody), from);
  if (body === undefined) return undefined;
  const key = escaped(name.replace(/^[gs]et /, ""));
  const quoted = `(?<![\\w$.#])(?:${key}|"${key}"|'${key}')`;
  const head = kind === "getter" ? `\\bget\\s+${quoted}` : kind === "setter" ? `\\bset\\s+${quoted}` : quoted;
  const functions = ranges.filter(({ isFunction, start, end }) => isFunction && start > body.start && end <= body.end);
  const outer = functions.filter((inner) => !functions.some((other) => isInside(inner, other)));
  return named(text, outer, `(?:\\b(?:static|async)\\s+|\\*\\s*)*${head}`)[0];
}

function classesNamed(text: string, ranges: readonly LexicalRange[], name: string): CodeRange[] {
  const bodies = ranges.filter(isClassBody);
  const declared = new RegExp(`(?<![\\w$.])(?:abstract\\s+)?class\\s+${escaped(name)}(?![\\w$])`, "g");
  const found = [...text.matchAll(declared)].slice(0, SAME_NAME);
  return found.flatMap(({ index, 0: { length } }) => {
    const body = nearest(bodies, index + length);
    const isItsOwn = body !== undefined && !/[;}]|\bclass\b/.test(text.slice(index + length, body.start));
    return isItsOwn ? [{ start: index, end: body.end }] : [];
  });
}

/** `function name(`, `name = (`, `name: async (`; a method of an object begins with its name. */
function functionsNamed(text: string, ranges: readonly LexicalRange[], name: string): CodeRange[] {
  const key = escaped(name);
  const functions = ranges.filter(({ isFunction }) => isFunction);
  const outer = functions.filter((inner) =>
    !functions.some((other) => other.end === inner.end && other.start < inner.start)
  );
  const assigned = `(?<![\\w$.])${key}\\s*(?::(?:[^=;]|=>)*)?[=:]\\s*(?:async\\s*)?(?:function\\s*\\*?\\s*)?`;
  return named(text, outer, `(?:\\basync\\s+)?\\bfunction\\s*\\*?\\s*${key}|${assigned}`);
}

/** Functions whose parameters follow such a head. */
function named(text: string, functions: readonly LexicalRange[], head: string): CodeRange[] {
  const before = new RegExp(`(?:${head})\\s*(?:<[^()]*>)?\\s*$`);
  return functions.flatMap(({ start, end }) => {
    const from = Math.max(0, start - BEFORE);
    const at = before.exec(text.slice(from, start))?.index;
    return at === undefined ? [] : [{ start: from + at, end }];
  });
}

function isClassBody({ isFunction, hasThis }: LexicalRange): boolean {
  return !isFunction && hasThis;
}

function isInside(inner: LexicalRange, outer: LexicalRange): boolean {
  return inner !== outer && outer.start <= inner.start && inner.end <= outer.end;
}

/** The range that begins first at an offset or after it. */
function nearest(ranges: readonly LexicalRange[], offset: number): LexicalRange | undefined {
  return ranges.reduce<LexicalRange | undefined>(
    (best, range) => range.start < offset || (best !== undefined && best.start <= range.start) ? best : range,
    undefined,
  );
}

/** Whether a text is the source of what ran: compilers drop types and write little of their own. */
function isSame(ran: string, source: string): boolean {
  const words = wordsIn(ran);
  const there = wordsIn(source);
  return [...words].filter((word) => there.has(word)).length >= SAME * words.size;
}

function wordsIn(text: string): Set<string> {
  return new Set(text.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
}

function isName(name: string): boolean {
  return name.length <= LONGEST_NAME && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
