/**
 * A value on several lines.
 *
 * @module
 */
import { cells, fitting } from "./cells.ts";
import { fittingLine } from "./fitting_line.ts";
import { Line } from "./line.ts";
import { PLAIN } from "./paint.ts";
import type { Painter } from "./painter.ts";
import { quotedPieces } from "./quote.ts";
import { type Body, type Entry, isToken, type Part, type ShapeOptions, type Token } from "./shape.ts";
import { Shapes } from "./shapes.ts";
import { shortened, writeValue } from "./write_value.ts";

/** How a value is shown on several lines. */
export interface ExpandOptions extends ShapeOptions {
  /** Levels whose entries get lines of their own; what is below has a preview. */
  readonly depth: number;
  /** Terminal cells of a line. */
  readonly width: number;
  /**
   * Entries that are shown of one value.
   *
   * @default {100}
   */
  readonly maxItems?: number | undefined;
  /**
   * Lines in all; what closes the tree comes on top.
   *
   * @default {1000}
   */
  readonly maxLines?: number | undefined;
  /**
   * Colours.
   *
   * @default {undefined} None.
   */
  readonly color?: Painter | undefined;
}

const INDENT = "  ";

/** Widest element that shares a line with others, and fewest elements that do. */
const ELEMENT = { cells: 16, count: 7 };

/** Least room in which a value is still taken apart. */
const LEAST_ROOM = 24;

/**
 * Shows a value as a tree. What fits on a line stays on one; no line is wider than `width`. As in `preview()`, text is
 * escaped and nothing of the value runs.
 */
export function expand(value: unknown, options: ExpandOptions): string {
  const tree = new Tree(options);
  tree.write(value, { depth: options.depth, indent: "", tail: 0, ancestors: [] });
  return tree.text();
}

/** Where in the tree a value stands. */
interface Place {
  /** Levels that may still get lines of their own. */
  readonly depth: number;
  /** What its closing bracket has before it. */
  readonly indent: string;
  /** Cells that must stay free behind it. */
  readonly tail: number;
  readonly ancestors: readonly unknown[];
}

class Tree {
  readonly #options: ExpandOptions;
  readonly #painter: Painter;
  readonly #shapes: Shapes;
  readonly #lines: string[] = [];
  /** The line that is being written: painted, and its cells. */
  #line = "";
  #used = 0;

  constructor(options: ExpandOptions) {
    this.#options = options;
    this.#painter = options.color ?? PLAIN;
    this.#shapes = new Shapes(options);
  }

  text(): string {
    return [...this.#lines, this.#line].join("\n");
  }

  /** Writes a value at the end of the line, and on lines below it if it needs them. */
  write(value: unknown, place: Place): void {
    const { depth, ancestors } = place;
    const isRoomy = depth >= 1 && this.#room(place) >= LEAST_ROOM;
    const { head, body } = this.#shapes.of(value);
    const [title] = head;
    const isLong = isRoomy && title?.shorten !== undefined && cells(title.text) > this.#room(place);
    if (isLong && typeof value === "string") return this.#writeText(value, place);
    const line = this.#onOneLine(value, place);
    if (line.fits && !isLong) return this.#put(line);
    if (!isRoomy || (body === undefined && !isLong)) return this.#put(this.#inShort(value, place));
    const hasBody = body !== undefined && !(body.optional && isEmpty(body.entries()));
    for (const piece of head) this.#writeWrapped(piece, place, hasBody ? " {".length : 0);
    if (hasBody) this.#writeBody(body, head.length > 0, { ...place, ancestors: [...ancestors, value] });
  }

  /** A token, on several lines if it needs them; behind it stay `more` cells free. */
  #writeWrapped({ kind, text }: Token, place: Place, more: number): void {
    let rest = text;
    for (;;) {
      const room = this.#room(place) - more;
      if (cells(rest) <= room) break;
      const piece = fitting(rest, room);
      const space = piece.lastIndexOf(" ") + 1;
      const end = space > piece.length / 2 ? space : piece.length;
      this.#token(kind, rest.slice(0, end).trimEnd());
      this.#newLine(place.indent + INDENT);
      rest = rest.slice(end);
    }
    this.#token(kind, rest);
  }

  #onOneLine(value: unknown, place: Place): Line {
    const line = new Line(this.#room(place));
    writeValue(value, line, { depth: Infinity, text: Infinity }, this.#shapes, place.ancestors);
    return line;
  }

  #inShort(value: unknown, place: Place): Line {
    return fittingLine(value, this.#room(place), this.#shapes, place.ancestors);
  }

  #writeBody(body: Body, isNamed: boolean, place: Place): void {
    const [open = "", close = ""] = body.brackets;
    const { maxItems = 100 } = this.#options;
    const entries: Entry[] = [];
    let isCut = false;
    for (const entry of body.entries()) {
      isCut = entries.length >= maxItems;
      if (isCut) break;
      entries.push(entry);
    }
    this.#token("punctuation", isNamed && open !== "(" ? ` ${open}` : open);
    const inside = { ...place, depth: place.depth - 1, indent: place.indent + INDENT, tail: 1 };
    const shown = this.#areShort(entries) ? this.#writeRows(entries, inside) : this.#writeEntries(entries, inside);
    if (isCut || shown < entries.length) {
      const left = body.size === undefined ? 0 : body.size - shown;
      this.#newLine(inside.indent);
      this.#token("punctuation", left > 0 ? `… ${left} more` : "…");
    }
    this.#newLine(place.indent);
    this.#token("punctuation", close);
  }

  /** One entry a line. Returns how many were written before there were too many lines. */
  #writeEntries(entries: readonly Entry[], place: Place): number {
    const { maxLines = 1000 } = this.#options;
    for (const [index, { key, separator = ": ", part }] of entries.entries()) {
      if (this.#lines.length >= maxLines) return index;
      this.#newLine(place.indent);
      if (key !== undefined) {
        this.#put(this.#partOf(key, Math.floor((this.#options.width - this.#used) / 2), place));
        this.#token("punctuation", separator);
      }
      if (isToken(part)) this.#put(this.#partOf(part, this.#room(place), place));
      else this.write(part.value, place);
      if (index < entries.length - 1) this.#token("punctuation", ",");
    }
    return entries.length;
  }

  /** Whether entries are so many and so short that several share a line. */
  #areShort(entries: readonly Entry[]): boolean {
    return entries.length >= ELEMENT.count && entries.every(({ key, part }) => {
      if (key !== undefined) return false;
      const tokens = isToken(part) ? [part] : this.#shapes.of(part.value);
      const head = Array.isArray(tokens) ? tokens : tokens.body === undefined ? tokens.head : undefined;
      return head !== undefined && head.reduce((sum, { text }) => sum + cells(text), 0) <= ELEMENT.cells;
    });
  }

  /** As many entries a line as fit. Returns how many were written. */
  #writeRows(entries: readonly Entry[], place: Place): number {
    this.#newLine(place.indent);
    for (const [index, { part }] of entries.entries()) {
      const line = this.#partOf(part, ELEMENT.cells, place);
      const isLast = index === entries.length - 1;
      const isFirst = this.#used === place.indent.length;
      if (!isFirst && this.#used + 1 + line.used + (isLast ? 0 : 1) > this.#options.width) this.#newLine(place.indent);
      else if (!isFirst) this.#token("punctuation", " ");
      this.#put(line);
      if (!isLast) this.#token("punctuation", ",");
    }
    return entries.length;
  }

  /** A text in pieces: one a line of it, or as much as fits. */
  #writeText(text: string, place: Place): void {
    const { maxLines = 1000, omitted } = this.#options;
    const indent = this.#used === 0 ? "" : place.indent + INDENT;
    const length = omitted?.(text)?.size ?? text.length;
    const room = this.#options.width - Math.max(this.#used, indent.length) - " +,".length;
    let done = 0;
    for (const { quoted, end } of quotedPieces(text, room)) {
      if (done > 0) {
        if (this.#lines.length + 1 >= maxLines) break;
        this.#token("punctuation", " +");
        this.#newLine(indent);
      }
      this.#token("string", quoted);
      done = end;
    }
    if (done === length) return;
    this.#token("punctuation", " +");
    this.#newLine(indent);
    this.#token("omitted", `… ${length - done} more`);
  }

  #partOf(part: Part, room: number, { ancestors }: Place): Line {
    if (!isToken(part)) return fittingLine(part.value, room, this.#shapes, ancestors);
    const line = new Line(room);
    line.write(shortened(part, room));
    return line;
  }

  #room({ tail }: Place): number {
    return Math.max(0, this.#options.width - this.#used - tail);
  }

  #put(line: Line): void {
    this.#line += line.text(this.#painter);
    this.#used += line.used;
  }

  #token(kind: keyof Painter, text: string): void {
    this.#line += this.#painter[kind](text);
    this.#used += cells(text);
  }

  #newLine(indent: string): void {
    this.#lines.push(this.#line);
    this.#line = indent;
    this.#used = indent.length;
  }
}

function isEmpty(entries: Iterable<Entry>): boolean {
  return entries[Symbol.iterator]().next().done === true;
}
