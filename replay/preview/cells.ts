/**
 * Room in a terminal.
 *
 * @module
 */
import { unicodeWidth } from "@std/cli/unicode-width";

const PLAIN = /^[ -~]*$/;

/** Number of terminal cells that a text takes: wide characters two, combining ones none. */
export function cells(text: string): number {
  return PLAIN.test(text) ? text.length : unicodeWidth(text);
}

/** The longest beginning of a text that fits. It has no more characters than cells, so that marks cannot pile up. */
export function fitting(text: string, room: number): string {
  if (text.length <= room && PLAIN.test(text)) return text;
  let used = 0;
  let end = 0;
  let count = 0;
  for (const character of text) {
    used += cells(character);
    if (used > room || ++count > 2 * room) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** A text cut to a number of cells; what was cut ends in "…". */
export function cutTo(text: string, room: number): string {
  const whole = fitting(text, room);
  return whole.length === text.length ? text : `${fitting(whole, room - 1)}…`.slice(0, Math.max(room, 0));
}
