/**
 * The head of an error among the lines above its frames.
 *
 * @module
 */
import { type HeadLine, readHeadLine } from "./head_line.ts";
import type { Shown } from "./log_exception.ts";
import type { LogLine } from "./log_lines.ts";

/** The head of an error. */
export interface FoundHead {
  readonly head: HeadLine;
  /** Index of its line. */
  readonly index: number;
  /** The whole message. */
  readonly message: string;
  readonly shown: readonly Shown[];
  /** Lines between message and frames, in which Bun lists properties. */
  readonly properties: readonly string[];
}

const MARK = /^\s*(?:\|\s*)?[\^~]+\s*$/;
const ROW = /^\s*(\d{1,7})\s\| ?(.*)$/;
const FRAMED_ROW = /^\s*(>)?\s*(\d{1,7}) \|(?: (.*))?$/;
const FRAMED_MARK = /^\s*\|\s*\^*\s*$/;
const EMPTY_ROW = /^\s*\|\s*$/;
const BUN_PROPERTY = /^\s+[\w$]+: \S/;
/** How a line begins that a logger wrote: a time or a level. */
const LOG_LINE =
  /^\s*(?:\[?\d{4}-\d\d-\d\d|\[?\d\d:\d\d:\d\d|\[?(?:INFO|DEBUG|WARN(?:ING)?|ERROR|FATAL|TRACE|info|debug|warn|fatal)\b[\]: ])/;
const CERTAIN: Readonly<Record<HeadLine["certainty"], number>> = { definite: 3, named: 2, inside: 1, weak: 0 };

/** Finds the head nearest to the frames that is certain enough; undefined when there is none. */
export function findHead(lines: readonly LogLine[]): FoundHead | undefined {
  const texts = lines.map(({ text }) => text);
  const below = shownBelow(texts);
  const end = below.end;
  let best: { head: HeadLine; index: number } | undefined;
  let gaps = 0;
  for (let index = end - 1; index >= 0; index--) {
    const text = texts[index]!;
    if (text.trim() === "") {
      gaps++;
      continue;
    }
    const head = MARK.test(text) || ROW.test(text) ? undefined : readHeadLine(text);
    // Deno prints the members of an aggregate below its head; the frames are those of the member.
    if (head !== undefined && best !== undefined && listsMembers(head) && best.head.column > head.column) break;
    const logged = LOG_LINE.test(text);
    if (head !== undefined && isBetter(head, index, best, texts, gaps)) best = { head, index };
    if (logged || best?.head.certainty === "definite" || (best !== undefined && isIntroduced(texts, best.index))) break;
    if (gaps > 0 && best !== undefined && CERTAIN[best.head.certainty] >= CERTAIN.inside && gaps > 1) break;
  }
  if (best === undefined) return undefined;
  const { head, index } = best;
  const indent = head.column;
  const rest = texts.slice(index + 1, end).map((text) => withoutIndent(text, indent));
  const { message, properties } = withoutProperties(rest);
  return {
    head,
    index,
    message: [head.message, ...message].join("\n").trimEnd(),
    shown: [...below.shown, ...shownAbove(texts, index)],
    properties,
  };
}

/** Whether it is the head of an error that has members. */
export function listsMembers({ name }: HeadLine): boolean {
  return name.endsWith("AggregateError");
}

/**
 * Whether a candidate further up is better than the best so far: the text of a message may look like the head of an
 * error, so that what runtimes write around an error counts for more than what is near.
 */
function isBetter(
  head: HeadLine,
  index: number,
  best: { head: HeadLine; index: number } | undefined,
  texts: readonly string[],
  gaps: number,
): boolean {
  if (best === undefined) return gaps === 0 || head.certainty !== "weak";
  if (gaps > 0) return CERTAIN[best.head.certainty] < CERTAIN.inside && CERTAIN[head.certainty] > CERTAIN.weak;
  if (head.certainty === "definite" || isIntroduced(texts, index)) return true;
  return CERTAIN[head.certainty] > CERTAIN[best.head.certainty] && head.certainty === "named";
}

/** Whether the source of an error stands above that line, with a mark below it. */
function isIntroduced(texts: readonly string[], index: number): boolean {
  const above = texts[index - 1];
  return above !== undefined && (MARK.test(above) || (above.trim() === "" && MARK.test(texts[index - 2] ?? "")));
}

/** The source that Deno shows between message and frames, and the number of lines before it. */
export function shownBelow(texts: readonly string[]): { readonly end: number; readonly shown: readonly Shown[] } {
  const framed = codeFrame(texts);
  if (framed !== undefined) return framed;
  let end = texts.length;
  if (end < 2 || !MARK.test(texts[end - 1]!)) return { end: withoutBlank(texts, end), shown: [] };
  const column = texts[end - 1]!.search(/[\^~]/) + 1;
  const row = ROW.exec(texts[end - 2]!);
  const lines = new Map<number, string>();
  const head = row === null ? 0 : texts[end - 2]!.length - row[2]!.length;
  lines.set(Number(row?.[1] ?? 0), row?.[2] ?? texts[end - 2]!);
  end -= 2;
  while (end > 0 && (ROW.test(texts[end - 1]!) || EMPTY_ROW.test(texts[end - 1]!))) {
    const before = ROW.exec(texts[--end]!);
    if (before !== null) lines.set(Number(before[1]), before[2]!);
  }
  const shown = { url: undefined, line: row === null ? undefined : Number(row[1]), column: column - head, lines };
  return { end: withoutBlank(texts, end), shown: [shown] };
}

/** The source that Babel draws, and Jest between message and frames: `> 8 |   boom(null);` with a mark below. */
function codeFrame(texts: readonly string[]): ReturnType<typeof shownBelow> | undefined {
  let end = withoutBlank(texts, texts.length);
  let line: number | undefined;
  const lines = new Map<number, string>();
  for (; end > 0; end--) {
    const text = texts[end - 1]!;
    const row = FRAMED_ROW.exec(text);
    if (row === null && !FRAMED_MARK.test(text)) break;
    if (row === null) continue;
    const [, arrow, number, code = ""] = row;
    if (arrow !== undefined) line = Number(number);
    lines.set(Number(number), code);
  }
  if (line === undefined) return undefined;
  return { end: withoutBlank(texts, end), shown: [{ url: undefined, line, column: undefined, lines }] };
}

/** The source above the head: Node names the place, Bun numbers the lines. */
function shownAbove(texts: readonly string[], index: number): Shown[] {
  let at = index - 1;
  if (texts[at]?.trim() === "") at--;
  if (!MARK.test(texts[at] ?? "")) return [];
  const place = /^(\s*)(\S.*):(\d{1,7})$/.exec(texts[at - 2] ?? "");
  const lines = new Map<number, string>();
  for (let above = at - 1; above >= 0; above--) {
    const row = ROW.exec(texts[above]!.replace(/^.*?: (?=\s*\d+ \| )/, ""));
    if (row === null) break;
    lines.set(Number(row[1]), row[2]!);
  }
  if (lines.size > 0) return [{ url: undefined, line: Math.max(...lines.keys()), column: undefined, lines }];
  if (place === null) return [];
  const [, indent = "", url = "", number] = place;
  const line = Number(number);
  const column = texts[at]!.search(/[\^~]/) + 1 - indent.length;
  return [{ url, line, column, lines: new Map([[line, withoutIndent(texts[at - 1]!, indent.length)]]) }];
}

/** Takes the properties away that Bun lists below a message, with a blank line behind them. */
function withoutProperties(lines: readonly string[]): { readonly message: string[]; readonly properties: string[] } {
  const at = lines.findIndex((line, index) =>
    BUN_PROPERTY.test(line) && lines.slice(index).every((other) => other !== "" && BUN_DETAIL.test(other))
  );
  return at < 0
    ? { message: [...lines], properties: [] }
    : { message: lines.slice(0, at), properties: lines.slice(at) };
}

const BUN_DETAIL = /^\s+[\w$"'[].*[:,{[]|^\s*[}\]],?$|^\s+[\w$]+: /;

function withoutBlank(texts: readonly string[], end: number): number {
  let at = end;
  while (at > 0 && texts[at - 1]!.trim() === "") at--;
  return at;
}

function withoutIndent(text: string, indent: number): string {
  const spaces = /^ */.exec(text)![0].length;
  return text.slice(Math.min(spaces, indent));
}
