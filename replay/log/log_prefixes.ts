/**
 * What the lines of a log begin with: `# `, `[app] `, `web_1  | `, a time.
 *
 * @module
 */
import { mayBeStackLine, readStackLine } from "./stack_line.ts";

// deno-lint-ignore no-control-regex
const TERMINAL = /\x1b(?:\[[\d;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g;

/** Prefixes that are told apart. */
const MOST_PREFIXES = 24;
/** Longest prefix, in UTF-16 units. */
export const LONGEST_PREFIX = 200;
/** Lines of stacks that are looked at, and which of those behind them. */
const MOST_LINES = 50_000;
const EACH = 64;

/** A line without colours. */
export function withoutColors(line: string): string {
  return line.includes("\x1b") ? line.replace(TERMINAL, "") : line;
}

/**
 * What lines of stacks begin with, the longest first. Lines that begin with one (digits may differ) are a stream of
 * their own, so that streams which several programs wrote at once come apart.
 */
export function prefixesOf(lines: Iterable<string>): RegExp[] {
  const counts = new Map<string, number>();
  let seen = 0;
  for (const line of lines) {
    if (!mayBeStackLine(line)) continue;
    const text = withoutColors(line);
    if (text.startsWith("at ", text.search(/\S/))) continue;
    if (seen++ > MOST_LINES && seen % EACH > 0) continue;
    const prefix = readStackLine(text)?.before.trimEnd() ?? "";
    if (prefix === "" || prefix.length > LONGEST_PREFIX) continue;
    const shape = prefix.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\d+/g, "\\d+").replace(/\s+/g, "\\s+");
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_PREFIXES).map(([shape]) => shape)
    .sort((a, b) => b.length - a.length).map((shape) => new RegExp(`^${shape}`));
}
