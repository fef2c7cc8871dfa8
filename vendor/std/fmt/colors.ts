/**
 * Colours and styles of terminal text, as ANSI escape codes. Off when Deno says that `NO_COLOR` is set.
 *
 * @module
 */

const noColor = (globalThis as { Deno?: { noColor?: unknown } }).Deno?.noColor === true;

/** Wraps text in the codes; a close code within it, of an inner style, opens this one again. */
function style(text: string, open: number, close: number): string {
  if (noColor) return text;
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

/** Makes text magenta. */
export function magenta(str: string): string {
  return style(str, 35, 39);
}

/** Makes text cyan. */
export function cyan(str: string): string {
  return style(str, 36, 39);
}

/** Makes text bright red. */
export function brightRed(str: string): string {
  return style(str, 91, 39);
}
