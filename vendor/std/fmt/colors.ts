/**
 * Colours and styles of terminal text, as ANSI escape codes. Off when Deno says that `NO_COLOR` is set.
 *
 * @module
 */

const noColor = (globalThis as { Deno?: { noColor?: unknown } }).Deno?.noColor === true;

let enabled = !noColor;

/**
 * Turns all styles of this module on or off. Has no effect under Deno with `NO_COLOR`.
 *
 * @param value Whether the functions below add escape codes.
 */
export function setColorEnabled(value: boolean): void {
  if (!noColor) enabled = value;
}

/**
 * Whether the functions below add escape codes.
 *
 * @returns `true` when they do.
 */
export function getColorEnabled(): boolean {
  return enabled;
}

/** Wraps text in the codes; a close code within it, of an inner style, opens this one again. */
function style(text: string, open: number | string, close: number): string {
  if (!enabled) return text;
  const opening = `\x1b[${open}m`;
  const closing = `\x1b[${close}m`;
  return opening + text.replaceAll(closing, opening) + closing;
}

/** Makes text bold. */
export function bold(str: string): string {
  return style(str, 1, 22);
}

/** Makes text faint. */
export function dim(str: string): string {
  return style(str, 2, 22);
}

/** Makes text italic. */
export function italic(str: string): string {
  return style(str, 3, 23);
}

/** Underlines text. */
export function underline(str: string): string {
  return style(str, 4, 24);
}

/** Exchanges the colours of text and background. */
export function inverse(str: string): string {
  return style(str, 7, 27);
}

/** Strikes text through. */
export function strikethrough(str: string): string {
  return style(str, 9, 29);
}

/** Makes text red. */
export function red(str: string): string {
  return style(str, 31, 39);
}

/** Makes text green. */
export function green(str: string): string {
  return style(str, 32, 39);
}

/** Makes text yellow. */
export function yellow(str: string): string {
  return style(str, 33, 39);
}

/** Makes text blue. */
export function blue(str: string): string {
  return style(str, 34, 39);
}

/** Makes text magenta. */
export function magenta(str: string): string {
  return style(str, 35, 39);
}

/** Makes text cyan. */
export function cyan(str: string): string {
  return style(str, 36, 39);
}

/** Makes text white. */
export function white(str: string): string {
  return style(str, 37, 39);
}

/** Makes text gray. */
export function gray(str: string): string {
  return brightBlack(str);
}

/** Makes text bright black, which is gray. */
export function brightBlack(str: string): string {
  return style(str, 90, 39);
}

/** Makes text bright red. */
export function brightRed(str: string): string {
  return style(str, 91, 39);
}

/** Makes text bright green. */
export function brightGreen(str: string): string {
  return style(str, 92, 39);
}

/** Makes text bright yellow. */
export function brightYellow(str: string): string {
  return style(str, 93, 39);
}

/** Makes text bright blue. */
export function brightBlue(str: string): string {
  return style(str, 94, 39);
}

/** Makes text bright magenta. */
export function brightMagenta(str: string): string {
  return style(str, 95, 39);
}

/** Makes text bright cyan. */
export function brightCyan(str: string): string {
  return style(str, 96, 39);
}

/** An escape sequence: one that a BEL ends, such as a hyperlink, or a control sequence with its final character. */
const ESCAPE_SEQUENCE = new RegExp(
  "[\\u001b\\u009b][[\\]()#;?]*(?:" +
    "(?:(?:;[\\w/#&.:=?%@~-]+)*|[a-zA-Z\\d]+(?:;[\\w/#&.:=?%@~-]*)*)?\\u0007" +
    "|(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PR-TXZcf-nq-uy=><~])",
  "g",
);

/**
 * Takes escape sequences out of text.
 *
 * @param string The text.
 * @returns The text without them.
 */
export function stripAnsiCode(string: string): string {
  return string.replace(ESCAPE_SEQUENCE, "");
}
