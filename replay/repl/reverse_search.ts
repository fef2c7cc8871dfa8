/**
 * Ctrl-R: searching the history backwards, key by key.
 *
 * @module
 */

/** A key as `node:readline` names it. */
export interface SearchKey {
  readonly name?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
}

/** What the screen shows after a key. */
export interface SearchStep {
  /** The prompt of the search; undefined when the search is over. */
  readonly prompt?: string;
  readonly line: string;
  /** Where the cursor stands in the line, in UTF-16 units. */
  readonly cursor: number;
  /** Whether the line editor gets the key as well, since it ended the search. */
  readonly pass: boolean;
}

/** A search through the history: Ctrl-R begins and goes on to older lines, Ctrl-S to newer ones, Escape or Ctrl-G gives up. */
export class ReverseSearch {
  /** Whether a search is going on. */
  active = false;
  readonly #entries: () => readonly string[];
  #query = "";
  #before = "";
  #index = -1;

  /** @param entries The history, newest first. */
  constructor(entries: () => readonly string[]) {
    this.#entries = entries;
  }

  /**
   * Takes a key: the first Ctrl-R begins the search.
   *
   * @param text The characters of the key.
   * @param line What stands on the line.
   */
  key(text: string, key: SearchKey, line: string): SearchStep {
    if (!this.active) {
      this.active = true;
      this.#query = "";
      this.#before = line;
      this.#index = -1;
      return this.#show(true);
    }
    if (key.ctrl && key.name === "r") return this.#show(this.#find(this.#index + 1, 1));
    if (key.ctrl && key.name === "s") return this.#show(this.#find(this.#index - 1, -1));
    if (key.ctrl && (key.name === "g" || key.name === "c") || key.name === "escape") {
      return this.#end(this.#before, false);
    }
    if (key.name === "backspace") {
      this.#query = [...this.#query].slice(0, -1).join("");
      this.#index = -1;
      return this.#show(this.#query === "" || this.#find(0, 1));
    }
    if (!key.ctrl && !key.meta && isText(text)) {
      this.#query += text;
      return this.#show(this.#find(Math.max(0, this.#index), 1));
    }
    return this.#end(this.#match ?? this.#before, true);
  }

  get #match(): string | undefined {
    return this.#entries()[this.#index];
  }

  /** Goes to the next entry with the query in it; stays where it is when there is none. */
  #find(from: number, step: 1 | -1): boolean {
    const entries = this.#entries();
    for (let index = from; index >= 0 && index < entries.length; index += step) {
      if (!entries[index]!.includes(this.#query) || entries[index] === this.#match && index !== this.#index) continue;
      this.#index = index;
      return true;
    }
    return false;
  }

  #show(found: boolean): SearchStep {
    const line = this.#match ?? (this.#query === "" ? this.#before : "");
    const prompt = `(${found ? "" : "nothing more "}history with "${this.#query}") `;
    return { prompt, line, cursor: Math.max(0, line.indexOf(this.#query)), pass: false };
  }

  #end(line: string, pass: boolean): SearchStep {
    this.active = false;
    return { line, cursor: line.length, pass };
  }
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== "" && !/\p{Cc}/u.test(text);
}
