/**
 * What lasts from line to line at the prompt.
 *
 * @module
 */
import type { Overlay } from "../evaluate/overlay.ts";
import type { Frame } from "../frames/frame.ts";
import { SourceRanges } from "./function_range.ts";
import { type PrintValues, promptConsole } from "./prompt_console.ts";

/** An expression that is shown after every move. */
export interface Display {
  readonly number: number;
  readonly text: string;
}

/** Where `list` goes on. */
export interface Listing {
  readonly frame: Frame;
  /** The line after the last one shown, from 1. */
  readonly next: number;
}

/** `keys(x)` and `values(x)`, as the consoles of browsers have them. */
const keys = (object: unknown): string[] => Object.keys(Object(object));
const values = (object: unknown): unknown[] => Object.values(Object(object));

/** What lasts from line to line. Belongs to one prompt. */
export class PromptState {
  /** `$1`, `$2`, …: values of expressions, oldest first. */
  readonly values: unknown[] = [];
  /** Whether frames of packages and of the runtime are folded away. */
  folds = true;
  /** Expressions that are shown after every move. */
  displays: readonly Display[] = [];
  /** Names that a person gave to command lines. */
  readonly aliases = new Map<string, string>();
  /** The line that an empty line runs again: the last navigation. */
  repeat: string | undefined;
  /** Where `list` goes on; undefined after a move. */
  listing: Listing | undefined;
  /** What was parsed of sources for the line that is run. */
  ranges = new SourceRanges();
  /** What was changed or declared while no frame was selected. */
  overlay: Overlay | undefined;
  /** The lines that were typed, oldest first. */
  readonly lines: string[] = [];
  /** Takes what is typed and shown, for a file. */
  transcript: ((text: string) => void) | undefined;
  /** Takes what is printed with `console`. */
  print: PrintValues | undefined;
  /** How many files are being loaded, one from within the other. */
  loading = 0;
  readonly #console = promptConsole((values) => this.print?.(values));
  #last: { readonly value: unknown } | undefined;
  #error: { readonly value: unknown } | undefined;
  #displays = 0;

  /** Keeps the value of an expression as `_`, and as the next `$n` unless it is undefined. Answers n. */
  keep(value: unknown): number | undefined {
    this.#last = { value };
    return value === undefined ? undefined : this.values.push(value);
  }

  /** Keeps what an expression threw as `_error`. */
  keepError(value: unknown): void {
    this.#error = { value };
  }

  /** The names that expressions can use beside the variables: `console`, `keys`, `values`, `_`, `_error`, `$1`, … */
  extras(): ReadonlyMap<string, unknown> {
    const extras = new Map(this.values.map((value, index) => [`$${index + 1}`, value]));
    extras.set("console", this.#console);
    extras.set("keys", keys);
    extras.set("values", values);
    if (this.#last !== undefined) extras.set("_", this.#last.value);
    if (this.#error !== undefined) extras.set("_error", this.#error.value);
    return extras;
  }

  /** Adds an expression to those that are shown after every move. */
  display(text: string): Display {
    const display = { number: ++this.#displays, text };
    this.displays = [...this.displays, display];
    return display;
  }
}
