/**
 * The lines of a text, as JavaScript has them.
 *
 * @module
 */

const LF = 0x0a;
const CR = 0x0d;
const LS = 0x2028;
const PS = 0x2029;

/** Finds lines of a text by their numbers; keeps four bytes a line, for a text may have millions of them. */
export class TextLines {
  readonly #text: string;
  /** Where each line begins, and where one after the last would. */
  readonly #starts: Uint32Array;

  constructor(text: string) {
    this.#text = text;
    let count = 1;
    for (let at = 0; at < text.length; at++) if (isEnd(text, at)) count++;
    this.#starts = new Uint32Array(count + 1);
    let line = 1;
    for (let at = 0; at < text.length; at++) if (isEnd(text, at)) this.#starts[line++] = at + 1;
    this.#starts[count] = text.length + 1;
  }

  /** How many there are, at least one. */
  get count(): number {
    return this.#starts.length - 1;
  }

  /** A line by its number from 1, without its end; undefined beyond the text. */
  line(number: number): string | undefined {
    const start = this.#starts[number - 1];
    const next = this.#starts[number];
    if (start === undefined || next === undefined) return undefined;
    const end = next - 1;
    const isPair = this.#text.charCodeAt(end) === LF && this.#text.charCodeAt(end - 1) === CR && end > start;
    return this.#text.slice(start, isPair ? end - 1 : end);
  }
}

/** Whether a line ends with the unit at an offset: a carriage return before a line feed ends none by itself. */
function isEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === LF || code === LS || code === PS) return true;
  return code === CR && text.charCodeAt(at + 1) !== LF;
}
