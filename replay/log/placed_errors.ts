/**
 * Errors of a stream of a log, each with those that belong to it, until it is known that nothing follows.
 *
 * @module
 */
import type { LogException } from "./log_exception.ts";
import type { OpenBrackets } from "./open_brackets.ts";

/** Causes and members of one error that are kept, and theirs. */
const MOST_BELONGING = 1000;
/** Lines below a stack within which Node and Bun name their version. */
const BELOW = 40;
const VERSION = /^(Node\.js v|Bun v)(\d+\.\d+\.\d+\S*)/;
/** Errors that are held back, when what stands around a later one does not end. */
const MOST_WAITING = 100;

/** Puts errors where they belong, and hands on those that are complete. */
export class PlacedErrors {
  /** An error whose members stand between its head and its frames, as Deno prints them. */
  listing: LogException | undefined;
  /** The error that was placed last. */
  last: LogException | undefined;
  readonly #open: OpenBrackets;
  readonly #found: (exception: LogException) => void;
  /** Errors that belong to no other one, in their order. */
  readonly #waiting: LogException[] = [];
  /** How many belong to the last of them. */
  #belonging = 0;

  constructor(open: OpenBrackets, found: (exception: LogException) => void) {
    this.#open = open;
    this.#found = found;
  }

  /** Puts an error where it belongs. */
  place(exception: LogException, isCause: boolean): void {
    const inner = this.#open.inner;
    if (isCause) {
      const parent = this.#open.error ?? this.last;
      if (parent !== undefined && parent !== exception && parent.cause === undefined) {
        if (this.#isKept()) parent.cause = exception;
        return;
      }
    }
    const list = inner?.kind === "list" && inner.of !== undefined
      ? inner.of
      : this.listing !== undefined && exception.column > this.listing.column
      ? this.listing
      : undefined;
    if (list !== undefined) {
      if (this.#isKept()) list.errors.push(exception);
      return;
    }
    const outer = this.#open.outer?.of;
    if (outer === undefined || exception.column <= outer.column) this.#open.clear();
    this.listing = undefined;
    this.#belonging = 0;
    this.#waiting.push(exception);
  }

  /** Whether one more that belongs to the last error is kept. */
  #isKept(): boolean {
    if (++this.#belonging <= MOST_BELONGING) return true;
    const root = this.#waiting.at(-1);
    if (root !== undefined) root.leftOut++;
    return false;
  }

  /**
   * A line follows that is none of a stack.
   *
   * @param read How many lines of the stream have been read.
   */
  pass(text: string, read: number): void {
    const version = text.startsWith("Node.js v") || text.startsWith("Bun v") ? VERSION.exec(text) : null;
    if (version !== null) {
      const runtime = { name: version[1] === "Bun v" ? "bun" : "node", version: version[2]! } as const;
      for (const one of this.#waiting) if (read - one.end <= BELOW) one.runtime ??= runtime;
    }
    // What belongs to the last one may stand anywhere behind it.
    while (this.#waiting.length > 1 && this.#isComplete(this.#waiting[0]!, read)) this.#found(this.#waiting.shift()!);
  }

  #isComplete({ end }: LogException, read: number): boolean {
    return read - end > BELOW && (this.#open.isEmpty || this.#waiting.length > MOST_WAITING);
  }

  /** Nothing follows. */
  end(): void {
    for (const one of this.#waiting) this.#found(one);
  }
}
