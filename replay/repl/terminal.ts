/**
 * The keyboard and the screen, as the prompt needs them.
 *
 * @module
 */

/** What came from the keyboard. */
export type Input =
  | { readonly kind: "line"; readonly text: string }
  /** Ctrl-C. `text` is what it cleared. */
  | { readonly kind: "interrupt"; readonly text: string }
  /** Ctrl-D on an empty line, or the end of the input. */
  | { readonly kind: "end" };

/** What the Tab key may put in place of the end of a line. */
export interface Completions {
  /** Whole replacements for `fragment`, in the order in which they are listed. */
  readonly candidates: readonly string[];
  /** The end of the line that they replace. */
  readonly fragment: string;
}

/** The lines that were typed, in this session and before. */
export interface LineHistory {
  /** Newest first. */
  readonly entries: readonly string[];
  /** How many entries are kept. */
  readonly size: number;
  add(line: string): void;
}

/** A keyboard and a screen. */
export interface Terminal {
  /** Columns of the screen, now. */
  readonly columns: number;
  /** Rows of the screen, now. */
  readonly rows: number;
  /** Whether it shows colours. */
  readonly color: boolean;
  /** Shows text as it is; styles are the only escape sequences in it. */
  write(text: string): void;
  /** Shows a line; while another is read, above that one. */
  notice(text: string): void;
  /**
   * Reads a line.
   *
   * @param prompt What stands before it; may hold styles.
   */
  read(prompt: string): Promise<Input>;
  /** Keeps what was typed, which may be several lines, for the keys that bring it back, as one entry. */
  remember(text: string): void;
  /** Calls back at each Ctrl-C while no line is read; returns the way to stop that. */
  onInterrupt(callback: () => void): () => void;
  /** Leaves keyboard and screen to another program while the callback runs. */
  lend<T>(run: () => Promise<T>): Promise<T>;
  /** Puts the keyboard back as it was found. */
  close(): void;
}
