/**
 * Lines of a source on the screen: numbered, coloured, one of them marked, with the values of their variables.
 *
 * @module
 */
import type { Source } from "../frames/source.ts";
import { escapeText } from "../preview/escape.ts";
import { cells, fit } from "./fit.ts";
import { type SourceToken, sourceTokens, type TokenKind } from "./source_tokens.ts";
import { previewIn } from "./value_text.ts";
import type { View } from "./view.ts";

/** What is shown of a source. */
export interface ExcerptOptions {
  readonly source: Source;
  /** First line, from 1. */
  readonly from: number;
  /** Last line. */
  readonly to: number;
  /** The place to be marked; line and column from 1. */
  readonly mark?: { readonly line: number; readonly column: number } | undefined;
  /** The value that a name has on a line, `this` included; undefined when there is nothing to show. */
  readonly value?: ((name: string, line: number) => { readonly value: unknown } | undefined) | undefined;
}

interface Row {
  readonly number: number;
  readonly tokens: readonly SourceToken[];
  /** The code as it is shown, and how many UTF-16 units of it were cut at its beginning. */
  readonly code: string;
  readonly start: number;
}

interface Named {
  readonly name: string;
  readonly value: unknown;
}

/** Columns between tab stops. */
const TAB = 4;
/** UTF-16 units of a line that are looked at for each column: a line may have millions. */
const UNITS = 16;
/** Columns that values beside a line need at least. */
const BESIDE = 22;
/** Columns of the longest value beside a line. */
const LONGEST = 40;
/** Columns that a value beside others needs at least. */
const LEAST = 12;
/** Different names on one line that are looked up. */
const NAMES = 100;
/** Variables of the marked line that are shown, each on a line of its own. */
const MARKED = 6;

/** The lines of an excerpt; none is wider than the view. */
export function excerptLines(options: ExcerptOptions, view: View): string[] {
  const { source, from, mark, value } = options;
  // The line break at the end begins no line.
  const last = source.lineCount - (source.line(source.lineCount) === "" ? 1 : 0);
  const to = Math.min(options.to, last);
  const { style, columns } = view;
  const digits = Math.max(4, String(to).length);
  const room = Math.max(8, columns - digits - 5);
  const rows = sourceTokens(source, from, to).map((tokens, index): Row => {
    const number = from + index;
    const start = number === mark?.line ? cropped(tokens, mark.column, room) : 0;
    return { number, tokens, start, code: fit(paint(tokens, start, view), room) };
  });
  const shown = new Set<string>();
  const marked = rows.find((row) => row.number === mark?.line);
  const onMark = marked === undefined ? [] : valuesOn(marked, shown, value, false).slice(0, MARKED);
  const beside = new Map(rows.map((row) => {
    const ahead = mark !== undefined && row.number > mark.line;
    return [row, row === marked ? [] : valuesOn(row, shown, value, ahead)];
  }));
  const widths = rows.filter((row) => beside.get(row)!.length > 0).map((row) => cells(row.code));
  const column = Math.max(0, ...widths.filter((width) => width + BESIDE <= room));
  const rule = `  ${" ".repeat(digits)} ${style.quiet("│")} `;
  return rows.flatMap((row) => {
    const number = String(row.number).padStart(digits);
    if (row !== marked || mark === undefined) {
      const line = `  ${style.quiet(`${number} │`)} ${row.code}`;
      return withValues(line, row.code, beside.get(row)!, { column, room, rule }, view);
    }
    const before = spread(row.tokens.map((token) => token.text).join("").slice(row.start, mark.column - 1));
    const caret = cells(escapeText(before)) + (row.start > 0 ? 1 : 0);
    const indent = Math.min(/^ */.exec(before)![0].length, room >> 1);
    const head = `${" ".repeat(digits - String(row.number).length)}${style.mark("→")} ${
      style.strong(String(row.number))
    }`;
    return [
      `${head} ${style.quiet("│")} ${row.code}`.trimEnd(),
      ...(caret < room ? [rule + " ".repeat(caret) + style.mark("^")] : []),
      ...onMark.map((named) => rule + " ".repeat(indent) + assignments([named], room - indent, Infinity, view)),
    ];
  });
}

/** The variables on a line that have a value to show and were not shown before. */
function valuesOn(
  { tokens, number }: Row,
  shown: Set<string>,
  value: ExcerptOptions["value"],
  ahead: boolean,
): Named[] {
  const named: Named[] = [];
  const asked = new Set<string>();
  for (const { kind, text } of tokens) {
    const isName = kind === "variable" || kind === "contextual" || text === "this";
    if (!isName || shown.has(text) || asked.has(text)) continue;
    if (asked.size === NAMES) break;
    asked.add(text);
    const box = value?.(text, number);
    // A function says nothing that its source does not; after the mark, undefined is what has not happened yet.
    if (box === undefined || typeof box.value === "function" || ahead && box.value === undefined) continue;
    shown.add(text);
    named.push({ name: text, value: box.value });
  }
  return named;
}

/** A line with the values of its variables beside it, or below when there is no room. */
function withValues(
  line: string,
  code: string,
  named: readonly Named[],
  { column, room, rule }: { column: number; room: number; rule: string },
  view: View,
): string[] {
  if (named.length === 0) return [line.trimEnd()];
  const width = cells(code);
  if (width <= column && room - column >= BESIDE) {
    const beside = assignments(named, room - column - 2, LONGEST, view);
    return [`${line}${" ".repeat(column - width + 2)}${beside}`];
  }
  const indent = Math.min(/^ */.exec(code)![0].length, room >> 1);
  return [line, rule + " ".repeat(indent) + assignments(named, room - indent, Infinity, view)];
}

/**
 * `┊ a = 1  b = 2`, as many as fit. Each value may take its share of the room and what those before it left, and at most
 * `longest` columns.
 */
function assignments(named: readonly Named[], room: number, longest: number, view: View): string {
  let text = view.style.quiet("┊");
  for (const [index, { name, value }] of named.entries()) {
    const head = `${index === 0 ? " " : "  "}${view.style.name(escapeText(name))}${view.style.quiet(" = ")}`;
    const left = room - cells(text) - cells(head);
    const isLast = index === named.length - 1;
    if (index > 0 && left < LEAST) return text + view.style.quiet(" …");
    // What comes after it takes its name, " = " and two spaces.
    const after = named.slice(index + 1, index + 1 + room).reduce((sum, { name }) => sum + cells(name) + 5, 0);
    const share = Math.max(LEAST, Math.floor((left - after) / (named.length - index)));
    text += head + previewIn(value, Math.max(4, Math.min(longest, isLast ? left : share)), view);
  }
  return fit(text, room);
}

/** How much is cut at the beginning of a line so that a column of it can be seen, and no room is left at its end. */
function cropped(tokens: readonly SourceToken[], column: number, room: number): number {
  if (column > UNITS * room) return column - 1 - (room >> 1);
  const text = tokens.map((token) => token.text).join("");
  const isSeen = (start: number) => cells(escapeText(spread(text.slice(start, column + 8)))) + Math.sign(start) <= room;
  if (isSeen(0)) return 0;
  // In the middle, or less when the rest of the line fits, or more when wide characters come before.
  let start = Math.max(0, Math.min(column - 1 - (room >> 1), text.length + 1 - room));
  while (start < column - 1 && !isSeen(start)) start++;
  const isHalf = /[\udc00-\udfff]/.test(text.charAt(start));
  return isHalf ? start + 1 : start;
}

/** A line in colours, without its first `start` UTF-16 units, with tabs as spaces and everything odd escaped. */
function paint(tokens: readonly SourceToken[], start: number, view: View): string {
  let offset = 0;
  let column = 0;
  let line = start > 0 ? view.style.quiet("…") : "";
  for (const token of tokens) {
    const begin = Math.max(0, start - offset);
    const text = token.text.slice(begin, begin + UNITS * view.columns);
    offset += token.text.length;
    if (text === "") continue;
    const shown = escapeText(spread(text, column));
    column += cells(shown);
    line += colored(token.kind, shown, view);
    if (column > view.columns || begin + text.length < token.text.length) break;
  }
  return line;
}

function colored(kind: TokenKind, text: string, { style }: View): string {
  switch (kind) {
    case "keyword":
    case "contextual":
      return style.keyword(text);
    case "string":
    case "regexp":
      return style.text(text);
    case "number":
      return style.number(text);
    case "comment":
      return style.comment(text);
    default:
      return text;
  }
}

/** Tabs as spaces up to the next stop. */
function spread(text: string, column = 0): string {
  if (!text.includes("\t")) return text;
  let out = "";
  for (const part of text.split(/(\t)/)) {
    out += part === "\t" ? " ".repeat(TAB - (column + cells(out)) % TAB) : part;
  }
  return out;
}
