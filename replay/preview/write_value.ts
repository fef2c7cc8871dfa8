/**
 * Shape → line.
 *
 * @module
 */
import { cells } from "./cells.ts";
import type { Line } from "./line.ts";
import { type Body, type Entry, isToken, type Part, type Token, token } from "./shape.ts";
import type { Shapes } from "./shapes.ts";

/** How much of a value is written. */
export interface Detail {
  /** Levels below the value whose entries are written. */
  readonly depth: number;
  /** Cells that a text inside the value may take. */
  readonly text: number;
}

const CIRCULAR = token("faint", "[circular]");

/**
 * Writes a value until the line is full.
 *
 * @param ancestors What the value is part of, for telling that it leads back there.
 * @returns How many of its own entries were begun.
 */
export function writeValue(
  value: unknown,
  line: Line,
  detail: Detail,
  shapes: Shapes,
  ancestors: readonly unknown[],
): number {
  return new Writer(line, detail, shapes).write(value, ancestors, 0);
}

class Writer {
  readonly #line: Line;
  readonly #detail: Detail;
  readonly #shapes: Shapes;

  constructor(line: Line, detail: Detail, shapes: Shapes) {
    this.#line = line;
    this.#detail = detail;
    this.#shapes = shapes;
  }

  /** Returns how many entries were begun. */
  write(value: unknown, ancestors: readonly unknown[], level: number): number {
    if (ancestors.includes(value)) {
      this.#line.write(CIRCULAR);
      return 0;
    }
    const { head, body } = this.#shapes.of(value);
    const room = level === 0 ? this.#line.room : this.#detail.text;
    for (const piece of head) if (!this.#line.write(shortened(piece, room))) return 0;
    return body === undefined ? 0 : this.#writeBody(body, head.length > 0, [...ancestors, value], level);
  }

  #writeBody(body: Body, isNamed: boolean, ancestors: readonly unknown[], level: number): number {
    const line = this.#line;
    const [open = "", close = ""] = body.brackets;
    const opening = isNamed && open !== "(" ? ` ${open}` : open;
    const isHidden = level > this.#detail.depth;
    let count = 0;
    for (const entry of body.entries()) {
      if (isHidden) {
        if (body.size === undefined && !body.optional) line.write(token("punctuation", `${opening}…${close}`));
        return 0;
      }
      if (!(count === 0 ? line.open(opening, close) : line.separate())) return count;
      count++;
      this.#writeEntry(entry, ancestors, level + 1);
      if (!line.fits) return count;
    }
    if (count > 0) line.close();
    else if (!body.optional) line.write(token("punctuation", `${opening}${close}`));
    return count;
  }

  #writeEntry({ key, separator, part }: Entry, ancestors: readonly unknown[], level: number): void {
    if (key !== undefined) {
      this.#writePart(key, ancestors, level);
      this.#line.write(token("punctuation", separator ?? ": "));
    }
    this.#writePart(part, ancestors, level);
  }

  #writePart(part: Part, ancestors: readonly unknown[], level: number): void {
    if (isToken(part)) this.#line.write(part);
    else this.write(part.value, ancestors, level);
  }
}

/** A token that takes no more cells than there are, if it can be shortened. */
export function shortened(piece: Token, room: number): Token {
  if (piece.shorten === undefined || cells(piece.text) <= room) return piece;
  return { ...piece, text: piece.shorten(room) };
}
