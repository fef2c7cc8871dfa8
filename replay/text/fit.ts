/**
 * Fitting text into terminal columns. Styles (SGR escape sequences) take no room, wide characters take two.
 *
 * @module
 */
import { unicodeWidth } from "@std/cli/unicode-width";

// deno-lint-ignore no-control-regex
const STYLE = /\x1b\[[\d;]*m/g;
const RESET = "\x1b[0m";

/** The text without its styles. */
export function unstyled(text: string): string {
  return text.replace(STYLE, "");
}

/** Number of columns that a text takes. */
export function cells(text: string): number {
  return unicodeWidth(unstyled(text));
}

/**
 * Cuts a text to a number of columns; a cut ends in "…".
 *
 * @param width Columns.
 */
export function fit(text: string, width: number): string {
  if (text.length <= width && !text.includes("\x1b") && isNarrow(text)) return text;
  if (cells(text) <= width) return text;
  let used = 0;
  let out = "";
  let styled = false;
  // deno-lint-ignore no-control-regex
  for (const part of text.split(/(\x1b\[[\d;]*m)/)) {
    if (part.startsWith("\x1b")) {
      styled = true;
      out += part;
      continue;
    }
    for (const character of part) {
      const wide = unicodeWidth(character);
      if (used + wide > width - 1) return out + (width > 0 ? "…" : "") + (styled ? RESET : "");
      used += wide;
      out += character;
    }
  }
  return out;
}

/**
 * Cuts a plain text to a number of columns at its beginning, which suits paths; a cut begins with "…".
 *
 * @param width Columns.
 */
export function fitEnd(text: string, width: number): string {
  if (unicodeWidth(text) <= width) return text;
  // Of a long text, no more than what may be shown.
  const characters = [...text.slice(-16 * Math.max(width, 1))];
  let used = 1;
  let start = characters.length;
  while (start > 0 && used + unicodeWidth(characters[start - 1]!) <= width) used += unicodeWidth(characters[--start]!);
  return (width > 0 ? "…" : "") + characters.slice(start).join("");
}

/**
 * Fills a text up with spaces.
 *
 * @param width Columns.
 */
export function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - cells(text)));
}

/**
 * Breaks a plain text into lines, at spaces where it can.
 *
 * @param width Columns.
 */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(1, width);
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    const before = lines.length;
    let line = "";
    for (const word of paragraph.split(/(?<= )(?! )/)) {
      if (line !== "" && isWider((line + word).trimEnd(), room)) {
        lines.push(line.trimEnd());
        line = "";
      }
      line += word;
      while (isWider(line.trimEnd(), room)) {
        const head = take(line, room);
        lines.push(head);
        line = line.slice(head.length);
      }
    }
    if (line.trim() !== "" || lines.length === before) lines.push(line.trimEnd());
  }
  return lines;
}

/** Whether a plain text is wider than that; does not look further than it must. */
function isWider(text: string, width: number): boolean {
  let used = 0;
  for (const character of text) {
    used += unicodeWidth(character);
    if (used > width) return true;
  }
  return false;
}

/** The longest beginning that fits, at least one character. */
function take(text: string, width: number): string {
  let used = 0;
  let out = "";
  for (const character of text) {
    used += unicodeWidth(character);
    if (used > width && out !== "") break;
    out += character;
  }
  return out;
}

/** Whether no character can be wider than one column. */
function isNarrow(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
