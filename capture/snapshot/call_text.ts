/**
 * Reads what stands in the source where a frame stopped: what it called, or that it awaited.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";

/** The text of a source by its URL. */
export type TextOf = (url: string) => string | undefined;

/** The name that a frame called: `withdraw` of `account.withdraw(5)`; undefined when no name stands there. */
export function calledName(position: Position | undefined, textOf: TextOf): string | undefined {
  return /^#?[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(aroundPosition(position, textOf)?.after ?? "")?.[0];
}

/** Whether a frame stands at an `await`, a `for await` or the `yield` of an async generator. */
export function isAwaiting(position: Position | undefined, textOf: TextOf): boolean {
  const text = aroundPosition(position, textOf);
  if (text === undefined) return false;
  return /^await\b/.test(text.after) || /\bfor\s+await\s*\(\s*(?:(?:const|let|var|using)\s+)?$/.test(text.before) ||
    /\byield\s*$/.test(text.before);
}

function aroundPosition(
  position: Position | undefined,
  textOf: TextOf,
): { readonly before: string; readonly after: string } | undefined {
  if (position === undefined) return undefined;
  const line = lineOf(textOf(position.url), position.line);
  if (line === undefined) return undefined;
  return { before: line.slice(0, position.column - 1), after: line.slice(position.column - 1) };
}

function lineOf(text: string | undefined, line: number): string | undefined {
  let start = 0;
  for (let at = 1; at < line && start >= 0; at++) start = (text?.indexOf("\n", start) ?? -1) + 1 || -1;
  if (text === undefined || start < 0) return undefined;
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? undefined : end);
}
