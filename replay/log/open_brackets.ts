/**
 * The brackets that are open around a line of a log.
 *
 * @module
 */
import type { LogException } from "./log_exception.ts";

/** What stands in brackets that are open: the properties of an error, the list of its members, or anything else. */
export interface Open {
  readonly kind: "error" | "list" | "other";
  readonly of: LogException | undefined;
}

/** Brackets inside one another that are told apart. */
const MOST_OPEN = 1000;

/** Brackets that are open. */
export class OpenBrackets {
  #open: Open[] = [];
  /** How many more are open inside of the last one. */
  #deeper = 0;

  get isEmpty(): boolean {
    return this.#open.length === 0;
  }

  /** The outermost. */
  get outer(): Open | undefined {
    return this.#open[0];
  }

  /** The innermost. */
  get inner(): Open | undefined {
    return this.#open.at(-1);
  }

  /** The innermost error whose properties a line stands among, as far as it is told apart. */
  get error(): LogException | undefined {
    return this.#deeper > 0 ? undefined : this.#open.findLast(({ kind }) => kind === "error")?.of;
  }

  open(kind: Open["kind"], of: LogException | undefined): void {
    if (this.#open.length < MOST_OPEN) this.#open.push({ kind, of });
    else this.#deeper++;
  }

  /** Opens and closes brackets as a line does. */
  read(text: string): void {
    for (const opens of bracketsOf(text)) {
      if (opens) this.open("other", undefined);
      else this.#close();
    }
  }

  /** Nothing is open any more. */
  clear(): void {
    this.#open = [];
    this.#deeper = 0;
  }

  #close(): void {
    if (this.#deeper > 0) this.#deeper--;
    else this.#open.pop();
  }
}

const OPENS = 1;
const CLOSES = 2;
const QUOTES = 3;
/** What a character does, by its code. */
const KINDS = new Uint8Array(128);
for (const [kind, chars] of [[OPENS, "[({"], [CLOSES, "])}"], [QUOTES, "'\"`"]] as const) {
  for (const char of chars) KINDS[char.charCodeAt(0)] = kind;
}
const BACKSLASH = "\\".charCodeAt(0);

/** What the brackets of a line do that do not stand in quotes: true for one that opens. */
function* bracketsOf(text: string): Generator<boolean> {
  /** Quotes that do not end in this line: apostrophes. */
  const apostrophes = new Set<number>();
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = KINDS[code];
    if (kind === OPENS || kind === CLOSES) yield kind === OPENS;
    else if (kind === QUOTES && !apostrophes.has(code)) {
      const end = endOfQuoted(text, at, code);
      if (end < 0) apostrophes.add(code);
      else at = end;
    }
  }
}

/** Index of the quote that ends what one begins; -1 when none does. */
function endOfQuoted(text: string, start: number, quote: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === quote) return at;
  }
  return -1;
}
