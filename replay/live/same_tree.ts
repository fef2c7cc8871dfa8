/**
 * Comparing syntax trees.
 *
 * @module
 */
import type { Node } from "acorn";

/** Where a node stands and how it is written, which transpilers change. */
const IGNORED: ReadonlySet<string> = new Set([
  "start",
  "end",
  "loc",
  "range",
  "raw",
  "sourceFile",
  "shorthand",
  "directive",
]);

/** Whether two trees mean the same, however they are written. */
export function isSameTree(left: Node, right: Node): boolean {
  const stack: [unknown, unknown][] = [[left, right]];
  for (let pair = stack.pop(); pair !== undefined; pair = stack.pop()) {
    const [a, b] = pair;
    if (!isObject(a) || !isObject(b)) {
      if (!Object.is(a ?? undefined, b ?? undefined)) return false;
    } else if (a instanceof RegExp || b instanceof RegExp) {
      if (String(a) !== String(b)) return false;
    } else {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
        if (!IGNORED.has(key)) stack.push([a[key], b[key]]);
      }
    }
  }
  return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
