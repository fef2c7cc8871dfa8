/**
 * How the parts of a preview are coloured.
 *
 * @module
 */

/** Adds style to a piece of text; must not change what it says or how wide it is. */
export type Paint = (text: string) => string;

/** One {@linkcode Paint} for each class of token. */
export interface Painter {
  readonly string: Paint;
  /** Numbers and bigints. */
  readonly number: Paint;
  /** `true`, `false`, `null`. */
  readonly keyword: Paint;
  /** `undefined`, holes, states in `<…>`. */
  readonly faint: Paint;
  readonly symbol: Paint;
  readonly regexp: Paint;
  readonly date: Paint;
  /** Names of properties. */
  readonly key: Paint;
  /** Names of private fields. */
  readonly privateKey: Paint;
  /** Names of classes, with sizes. */
  readonly class: Paint;
  /** Functions and classes as values. */
  readonly function: Paint;
  readonly error: Paint;
  /** What is not in the dump, and what is never run: `‹depth: Order›`, `‹getter›`. */
  readonly omitted: Paint;
  /** Brackets, commas, "…". */
  readonly punctuation: Paint;
}

/** The classes of tokens. */
export type TokenClass = keyof Painter;
