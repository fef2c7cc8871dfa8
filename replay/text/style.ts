/**
 * How the prompt's own words look; values have their own painter.
 *
 * @module
 */
import { bold, brightRed, cyan, dim, green, magenta, red, yellow } from "@std/fmt/colors";

type Paint = (text: string) => string;

/** Looks by meaning. */
export interface Style {
  /** What matters most on the screen. */
  readonly strong: Paint;
  /** What may be overlooked: rulers, hints, reasons. */
  readonly quiet: Paint;
  /** Names and messages of errors. */
  readonly error: Paint;
  /** The mark at the selected frame and line. */
  readonly mark: Paint;
  /** Names of functions, commands, variables. */
  readonly name: Paint;
  /** Places in sources. */
  readonly place: Paint;
  /** What was changed at the prompt. */
  readonly changed: Paint;
  readonly keyword: Paint;
  readonly text: Paint;
  readonly number: Paint;
  readonly comment: Paint;
}

const same: Paint = (text) => text;

/** No looks at all. */
export const PLAIN: Style = {
  strong: same,
  quiet: same,
  error: same,
  mark: same,
  name: same,
  place: same,
  changed: same,
  keyword: same,
  text: same,
  number: same,
  comment: same,
};

/** Looks in the sixteen colours that every terminal has, so that its own theme holds. */
export const COLORED: Style = {
  strong: bold,
  quiet: dim,
  error: (text) => bold(red(text)),
  mark: (text) => bold(brightRed(text)),
  name: yellow,
  place: cyan,
  changed: (text) => bold(yellow(text)),
  keyword: magenta,
  text: green,
  number: yellow,
  comment: dim,
};
