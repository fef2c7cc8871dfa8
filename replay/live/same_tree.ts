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
      if (!Object.is(a ?? undefined, b ?? undefined) && !isSameButForSecrets(a, b)) return false;
    } else if (a instanceof RegExp || b instanceof RegExp) {
      if (String(a) !== String(b)) return false;
    } else if (isUndefined(a) && isUndefined(b)) {
      continue;
    } else {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
        if (!IGNORED.has(key)) stack.push([a[key], b[key]]);
      }
    }
  }
  return true;
}

/** `undefined`, or `void 0`, which some transpilers write for it. */
function isUndefined(node: Record<string, unknown>): boolean {
  if (node["type"] === "Identifier") return node["name"] === "undefined";
  return node["type"] === "UnaryExpression" && node["operator"] === "void" &&
    (node["argument"] as Node).type === "Literal";
}

/** Whether two texts are one, but for the asterisks that recording has put in the place of secrets. */
function isSameButForSecrets(left: unknown, right: unknown): boolean {
  if (typeof left !== "string" || typeof right !== "string" || left.length !== right.length) return false;
  if (!left.includes("****") && !right.includes("****")) return false;
  for (let at = 0; at < left.length; at++) {
    if (left[at] !== right[at] && left[at] !== "*" && right[at] !== "*") return false;
  }
  return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
