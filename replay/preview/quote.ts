/**
 * Strings as they are shown: quoted, escaped, and shortened with their length.
 *
 * @module
 */
import { cells } from "./cells.ts";
import { escapeCharacter, escapeText } from "./escape.ts";

/** Spaces that look like the one on the keyboard and are not. */
const ODD_SPACES = /[^\P{Zs} \u3000]/gu;

/** The quotation mark that needs the fewest escapes, judged by the beginning of a text. */
function markFor(text: string): string {
  const beginning = text.slice(0, 1000);
  return beginning.includes('"') && !beginning.includes("'") ? "'" : '"';
}

/** What stands between quotation marks. */
function escapeIn(text: string, mark: string): string {
  return escapeText(text.replaceAll("\\", "\\\\").replaceAll(mark, `\\${mark}`)).replace(ODD_SPACES, escapeCharacter);
}

/** A string in quotation marks, escaped. */
export function quote(text: string): string {
  const mark = markFor(text);
  return mark + escapeIn(text, mark) + mark;
}

/**
 * A string that is too long for its place: `"Lorem ip…" (1024)`, with its length in UTF-16 units; without it where
 * there is no room for that.
 *
 * @param length That of the whole, when the text at hand is only its beginning.
 */
export function quoteWithin(text: string, room: number, length: number): string {
  const mark = markFor(text);
  const size = ` (${length})`;
  const tail = room >= size.length + 7 ? `…${mark}${size}` : `…${mark}`;
  let used = 1 + cells(tail);
  let out = mark;
  for (const character of text.slice(0, 4 * Math.max(room, 0))) {
    const shown = escapeIn(character, mark);
    used += cells(shown);
    if (used > room) break;
    out += shown;
  }
  return room < 3 ? "…".slice(0, Math.max(room, 0)) : out + tail;
}

/** The pieces of a string that is shown on several lines, in quotation marks: each ends with a line of it, or is full. */
export function* quotedPieces(
  text: string,
  room: number,
): Generator<{ readonly quoted: string; readonly end: number }> {
  const mark = markFor(text);
  let piece = "";
  let used = 2;
  let end = 0;
  for (const character of text) {
    const shown = escapeIn(character, mark);
    if (piece !== "" && used + cells(shown) > room) {
      yield { quoted: mark + piece + mark, end };
      piece = "";
      used = 2;
    }
    piece += shown;
    used += cells(shown);
    end += character.length;
    if (character === "\n") used = Infinity;
  }
  if (piece !== "") yield { quoted: mark + piece + mark, end };
}
