/**
 * Makes text from a file safe to show.
 *
 * @module
 */

/** What a terminal obeys or nobody sees. An emoji keeps the variation selector behind it. */
const UNSAFE =
  /(?<!\p{Extended_Pictographic})[\ufe0e\ufe0f]|(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const PLAIN = /^[ -~]*$/;

const SHORT: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\v", "\\v"],
]);

/**
 * Replaces what a terminal might obey or a reader would not see by visible escapes: control characters (C0, DEL, C1),
 * bidirectional controls, zero-width and other invisible characters, line and paragraph separators, lone surrogates.
 * Everything that comes from a file goes through here before it is shown, in whichever face.
 */
export function escapeText(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNSAFE, escapeCharacter);
}

/** UTF-16 units of a name or a path that are looked at: no line shows more of them. */
const LONGEST = 4000;

/** The same for a name, of which a line has room for the beginning only. */
export function escapeStart(text: string): string {
  return text.length <= LONGEST ? escapeText(text) : `${escapeText(text.slice(0, LONGEST))}…`;
}

/** One character as JavaScript escapes it. */
export function escapeCharacter(character: string): string {
  const short = SHORT.get(character);
  if (short !== undefined) return short;
  const code = character.codePointAt(0)!;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, "0")}` : `\\u{${code.toString(16)}}`;
}
