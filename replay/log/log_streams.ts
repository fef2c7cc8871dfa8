/**
 * A log as lines of its streams: without colours and prefixes, and with the lines that stand inside strings.
 *
 * @module
 */
import { readStackLine } from "./stack_line.ts";

/** One line of a stream. */
export interface LogLine {
  /** Its number in the log, from 1. */
  readonly number: number;
  /** Without what all lines of the stream begin with. */
  readonly text: string;
}

// deno-lint-ignore no-control-regex
const TERMINAL = /\x1b(?:\[[\d;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g;

/** Prefixes that are told apart. */
const MOST_PREFIXES = 24;
/** Longest prefix, in UTF-16 units. */
const LONGEST_PREFIX = 200;
/** Longest line that is looked for stacks inside, in UTF-16 units. */
const LONGEST_RECORD = 4_000_000;

/**
 * The streams of a log. Lines of stacks tell the prefixes: `# `, `[app] `, `web_1  | `, a time; lines that begin with
 * one (digits may differ) are a stream of their own, so that streams which several programs wrote at once come apart.
 * So does each string that holds a stack with escaped line breaks, as logs in JSON have it.
 */
export function logStreams(log: string): LogLine[][] {
  const lines = log.split(/\r?\n/).map(withoutRecord)
    .map((text) => text.includes("\x1b") ? text.replace(TERMINAL, "") : text);
  const prefixes = prefixesOf(lines);
  const streams = new Map<RegExp | undefined, LogLine[]>([[undefined, []]]);
  const inside: LogLine[][] = [];
  lines.forEach((text, index) => {
    const number = index + 1;
    const records = textsInside(text);
    if (records.length > 0) {
      inside.push(...records.map((record) => record.split(/\r?\n/).map((inner) => ({ number, text: inner }))));
      return;
    }
    const prefix = prefixes.find((expression) => expression.test(text));
    const stream = streams.get(prefix) ?? [];
    streams.set(prefix, stream);
    stream.push({ number, text: prefix === undefined ? text : text.slice(prefix.exec(text)![0].length) });
  });
  return [...streams.values(), ...inside];
}

/** The line in a record of Docker, which keeps each line of a program as one: `{"log":"Error: x\n","stream":…}`. */
function withoutRecord(text: string): string {
  if (!text.startsWith('{"log":"') || text.length > LONGEST_RECORD) return text;
  try {
    const { log } = JSON.parse(text) as { readonly log?: unknown };
    return typeof log === "string" && /^[^\n]*\r?\n?$/.test(log) ? log.replace(/\r?\n$/, "") : text;
  } catch {
    return text;
  }
}

/** What lines of stacks begin with, the longest first. */
function prefixesOf(lines: readonly string[]): RegExp[] {
  const counts = new Map<string, number>();
  for (const text of lines) {
    if (text === "" || !/at |@|\.\.\. |❯ /.test(text)) continue;
    const prefix = readStackLine(text)?.before.trimEnd() ?? "";
    if (prefix === "" || prefix.length > LONGEST_PREFIX) continue;
    const shape = prefix.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\d+/g, "\\d+").replace(/\s+/g, "\\s+");
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_PREFIXES).map(([shape]) => shape)
    .sort((a, b) => b.length - a.length).map((shape) => new RegExp(`^${shape}`));
}

/** Stacks in a line whose line breaks are escaped: in strings of JSON, or as they are. */
function textsInside(line: string): string[] {
  if (line.length > LONGEST_RECORD || !/\\n\s*(?:at |[\w$]*@)/.test(line)) return [];
  const start = line.search(/[{[]/);
  try {
    if (start >= 0) return stringsOf(JSON.parse(line.slice(start))).filter(holdsStack);
  } catch {
    // No JSON, or not to the end of the line.
  }
  const quoted = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) => unescaped(text)).filter(holdsStack);
  return quoted.length > 0 ? quoted : [unescaped(line)].filter(holdsStack);
}

function unescaped(text: string): string {
  return text.replaceAll(/(?:\\r)?\\n/g, "\n").replaceAll('\\"', '"').replaceAll("\\t", "\t");
}

function holdsStack(text: string): boolean {
  return text.split("\n").some((line) => readStackLine(line) !== undefined);
}

/** Strings of a JSON value with a stack in them; each stack once. */
function stringsOf(value: unknown): string[] {
  const found = new Set<string>();
  const queue = [value];
  for (const item of queue) {
    if (typeof item === "string") {
      if (/\n\s*(?:at |[\w$]*@)/.test(item)) found.add(item);
    } else if (typeof item === "object" && item !== null) {
      for (const inner of Object.values(item)) queue.push(inner);
    }
  }
  return [...found];
}
