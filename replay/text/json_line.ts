/**
 * One line of JSON that is safe on a terminal.
 *
 * @module
 */

/** Characters that JSON may hold as they are and that a terminal or a reader could be fooled with. */
const ODD = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Plain data as one line of JSON; control, invisible and direction-changing characters are written as escapes. */
export function jsonLine(data: unknown): string {
  return JSON.stringify(data).replace(
    ODD,
    (character) => Array.from({ length: character.length }, (_, index) => escapeUnit(character, index)).join(""),
  );
}

function escapeUnit(character: string, index: number): string {
  return `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
}
