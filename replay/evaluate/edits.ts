/**
 * Changes to a text that keep the rest of it as it is.
 *
 * @module
 */

/** What happens at one offset, in the order in which it is written. */
interface Edit {
  /** Closes what ends here, innermost first. */
  after: string;
  /** Opens what begins here, outermost first. */
  before: string;
}

/** A changed text, and where what is as it was comes from. */
export interface Rendered {
  readonly text: string;
  readonly kept: readonly Kept[];
}

/** A piece that is as it was: where it is, and where it was, as offsets. */
export interface Kept {
  readonly at: number;
  readonly from: number;
  readonly length: number;
}

/** Collects changes to a text. Insertions around nested pieces must come in the order of the nesting, outer first. */
export class Edits {
  readonly #text: string;
  readonly #inserted = new Map<number, Edit>();
  readonly #replaced = new Map<number, { readonly end: number; readonly text: string }>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Puts text around a piece. */
  wrap(start: number, end: number, before: string, after: string): void {
    this.#at(start).before += before;
    this.insertAfter(end, after);
  }

  /** Puts text before the piece that begins at an offset. */
  insertBefore(start: number, text: string): void {
    this.#at(start).before += text;
  }

  /** Puts text after the piece that ends at an offset. */
  insertAfter(end: number, text: string): void {
    const edit = this.#at(end);
    edit.after = text + edit.after;
  }

  /** Replaces a piece in which nothing else changes. */
  replace(start: number, end: number, text: string): void {
    this.#replaced.set(start, { end, text });
  }

  /** The changed text of a piece. */
  render(start: number, end: number): Rendered {
    let out = "";
    let done = start;
    const kept: Kept[] = [];
    const keep = (until: number) => {
      if (until <= done) return;
      kept.push({ at: out.length, from: done, length: until - done });
      out += this.#text.slice(done, until);
    };
    for (const offset of this.#offsets(start, end)) {
      keep(offset);
      const edit = this.#inserted.get(offset);
      if (edit !== undefined && offset > start) out += edit.after;
      if (edit !== undefined && offset < end) out += edit.before;
      const replaced = offset < end ? this.#replaced.get(offset) : undefined;
      if (replaced !== undefined) out += replaced.text;
      done = replaced?.end ?? offset;
    }
    keep(end);
    return { text: out, kept };
  }

  #offsets(start: number, end: number): number[] {
    const offsets = new Set([...this.#inserted.keys(), ...this.#replaced.keys()]);
    return [...offsets].filter((offset) => offset >= start && offset <= end).sort((a, b) => a - b);
  }

  #at(offset: number): Edit {
    let edit = this.#inserted.get(offset);
    if (edit === undefined) this.#inserted.set(offset, edit = { after: "", before: "" });
    return edit;
  }
}
