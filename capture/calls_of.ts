/** A call in a text. */
export interface TextCall {
  /** UTF-16 units before the name. */
  readonly offset: number;
  /** What tells it from other calls of the name and outlives transpiling: what stands before it and begins its arguments. */
  readonly form: string;
}

/**
 * Calls of a name in a text, in order. Its declaration as a function or a method looks like a call, and is one here.
 */
export function callsOf(name: string, text: string): TextCall[] {
  const escaped = name.replaceAll("$", "\\$");
  const call = new RegExp(
    `(?<![\\p{ID_Continue}$#])${escaped}\\s*(?:<[^()<>]*>)?\\s*(?:\\?\\.)?\\(\\s*([\\p{ID_Continue}$#]+|\\S)?`,
    "gu",
  );
  return [...text.matchAll(call)].map(({ index, 1: argument = "" }) => {
    const before = /(\.|\bfunction\s*\*?)\s*$/.exec(text.slice(Math.max(0, index - 20), index))?.[1] ?? "";
    return { offset: index, form: `${before.trim()} ${argument.replace(/['`]/, '"')}` };
  });
}
