/**
 * Reads the text of a held stack without running what the program may have put in the way.
 *
 * @module
 */

/** The lines of a stack that name a call, without their indentation and the leading "at". */
export function stackLines(holder: { readonly stack?: string }): string[] {
  return unformatted(() => holder.stack ?? "").split("\n").flatMap((line) => {
    const match = /^\s*at (.*)$/s.exec(line);
    return match === null ? [] : [match[1]!];
  });
}

/**
 * Runs `read` with no `Error.prepareStackTrace` of the program in force, and returns its text; empty when it fails or
 * when the program has made that hook immovable.
 */
export function unformatted(read: () => unknown): string {
  const hook = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  const movable = hook === undefined || ("value" in hook && hook.configurable === true && hook.writable === true);
  if (!movable) return "";
  if (hook !== undefined) Object.defineProperty(Error, "prepareStackTrace", { ...hook, value: undefined });
  try {
    const text = read();
    return typeof text === "string" ? text : "";
  } catch {
    return "";
  } finally {
    if (hook !== undefined) Object.defineProperty(Error, "prepareStackTrace", hook);
  }
}
