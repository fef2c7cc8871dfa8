/**
 * One line within a budget of terminal cells.
 *
 * @module
 */
import { cells, fitting } from "./cells.ts";
import type { Painter } from "./painter.ts";
import { type Token, token } from "./shape.ts";

interface Written {
  readonly token: Token;
  /** Cells up to its end. */
  readonly end: number;
  /** What is still open after it, as closing brackets, innermost first. */
  readonly open: string;
  /** Whether the line may be cut right after it. */
  readonly cutAfter: boolean;
}

const ELLIPSIS = token("punctuation", "…");

/** A line that is written piece by piece. When it overflows it is cut once, with one "…" and all brackets closed. */
export class Line {
  readonly #budget: number;
  readonly #written: Written[] = [];
  #open = "";
  #overflowed = false;

  /** @param budget Terminal cells. */
  constructor(budget: number) {
    this.#budget = budget;
  }

  /** Whether everything written so far fits, and closing what is open. */
  get fits(): boolean {
    return !this.#overflowed;
  }

  /** Cells left, with what is open closed. */
  get room(): number {
    return this.#budget - this.#end - this.#open.length;
  }

  get #end(): number {
    return this.#written[this.#written.length - 1]?.end ?? 0;
  }

  /**
   * Writes a token.
   *
   * @returns Whether it fits.
   */
  write(piece: Token): boolean {
    return this.#push(piece, false);
  }

  /** Writes an opening bracket, which its closing one will follow. */
  open(bracket: string, closing: string): boolean {
    this.#open = closing + this.#open;
    return this.#push(token("punctuation", bracket), true);
  }

  /** Writes what separates two entries. */
  separate(): boolean {
    return this.#push(token("punctuation", ", "), true);
  }

  /** Writes the closing bracket of the innermost open one. */
  close(): boolean {
    const closing = this.#open.slice(0, 1);
    this.#open = this.#open.slice(1);
    return this.#push(token("punctuation", closing), false);
  }

  #push(piece: Token, cutAfter: boolean): boolean {
    if (this.#overflowed) return false;
    const end = this.#end + cells(piece.text);
    this.#written.push({ token: piece, end, open: this.#open, cutAfter });
    if (end + this.#open.length > this.#budget) this.#overflowed = true;
    return !this.#overflowed;
  }

  /** The line; when it overflowed, its longest beginning that can be cut, closed. */
  text(painter: Painter): string {
    return this.#tokens.map(({ kind, text }) => painter[kind](text)).join("");
  }

  /** Cells that {@linkcode Line.text} takes. */
  get used(): number {
    return this.#tokens.reduce((sum, { text }) => sum + cells(text), 0);
  }

  get #tokens(): Token[] {
    return this.#overflowed ? this.#cut() : this.#written.map(({ token }) => token);
  }

  #cut(): Token[] {
    const { length } = this.#written;
    for (let count = length - 1; count > 0; count--) {
      const { end, open, cutAfter } = this.#written[count - 1]!;
      if (!cutAfter || end + ELLIPSIS.text.length + open.length > this.#budget) continue;
      const kept = this.#written.slice(0, count).map(({ token }) => token);
      return [...kept, ELLIPSIS, token("punctuation", open)];
    }
    return this.#cutAnywhere();
  }

  /** For when there is not even room for the first bracket and its end. */
  #cutAnywhere(): Token[] {
    const tokens: Token[] = [];
    let room = this.#budget - ELLIPSIS.text.length;
    if (room < 0) return [];
    for (const { token: { kind, text } } of this.#written) {
      tokens.push({ kind, text: fitting(text, room) });
      room -= cells(text);
      if (room < 0) break;
    }
    return [...tokens, ELLIPSIS];
  }
}
