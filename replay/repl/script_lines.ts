/**
 * Lines of a script: a file of commands, or what is piped in.
 *
 * @module
 */

/**
 * Joins lines that belong together: those of an expression that goes on, and those after a backslash.
 *
 * @param isIncomplete Whether a text is the beginning of an expression that goes on in the next line.
 */
export async function* scriptLines(
  lines: Iterable<string> | AsyncIterable<string>,
  isIncomplete: (text: string) => Promise<boolean>,
): AsyncGenerator<string> {
  let text = "";
  for await (const line of lines) {
    text = text === "" ? line : `${text}\n${line}`;
    if (text.endsWith("\\")) text = text.slice(0, -1);
    else if (text.trim() === "") text = "";
    else if (!await isIncomplete(text)) {
      yield text;
      text = "";
    }
  }
  if (text.trim() !== "") yield text;
}

/** The lines of a stream of bytes, as they come. */
export async function* streamLines(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    rest += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split(/\r?\n/);
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
