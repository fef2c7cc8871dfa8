/**
 * What may come next at the prompt.
 *
 * @module
 */
import { escapeText } from "../preview/escape.ts";
import { isObject } from "../preview/own_data.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import type { EvaluateEnvironment } from "./environment.ts";
import { prefixValue } from "./prefix_value.ts";
import { namesOf } from "./property_names.ts";
import { namesInScope } from "./resolve_name.ts";

/** Ways to go on from what was typed. */
export interface Completion {
  /** Where what they replace begins: offset in UTF-16 units. It ends at the cursor. */
  readonly start: number;
  /** What may stand there, nearest scope first, own properties before inherited ones. All safe to show. */
  readonly candidates: readonly string[];
}

/** Candidates; a scope may have a million names. */
const MOST = 1000;
/** UTF-16 units of a candidate. */
const LONGEST = 1000;

const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/**
 * Completes the name before the cursor: a name in scope, or a property of what stands before its dot, e.g. of
 * `order.items[0]`. It looks at the values and runs nothing: what would take a call, a getter or a trap has no candidates.
 *
 * @param cursor Offset in UTF-16 units.
 */
export async function complete(text: string, cursor: number, environment: EvaluateEnvironment): Promise<Completion> {
  const before = text.slice(0, cursor);
  const bracket = KEY.exec(before);
  if (bracket !== null) return await completeKey(before, bracket, environment);
  const partial = /#?[\p{ID_Continue}$]*$/u.exec(before)?.[0] ?? "";
  const start = before.length - partial.length;
  const prefix = await prefixValue(before.slice(0, start), environment);
  const names = prefix === "none"
    ? []
    : prefix === "scope"
    ? [...namesInScope(environment, partial !== ""), "this"]
    : propertyNames(prefix.value, partial);
  const candidates = new Set<string>();
  for (const name of names) {
    if (candidates.size === MOST) break;
    if (name.startsWith(partial) && name.length <= LONGEST && isSafe(name)) candidates.add(name);
  }
  return { start, candidates: [...candidates] };
}

/** `order["`, and the beginning of a key: what stands before the bracket, and the quote. */
const KEY = /^(.*?)(?:\?\.)?\[\s*(["'`])[^"'`\\\n]*$/s;

/** A key between quotes, with the quote and the bracket that end it. */
async function completeKey(
  before: string,
  [, object = "", quote = ""]: readonly string[],
  environment: EvaluateEnvironment,
): Promise<Completion> {
  const start = before.lastIndexOf(quote) + 1;
  const partial = before.slice(start);
  const prefix = await prefixValue(`${object}.`, environment);
  const names = typeof prefix === "string" ? [] : namesOf(prefix.value);
  const candidates = names.filter((name) =>
    name.startsWith(partial) && (!name.startsWith("__") || partial !== "") && name.length <= LONGEST &&
    !/["'`\\]|\$\{/.test(name) && escapeText(name) === name
  );
  return { start, candidates: [...new Set(candidates)].slice(0, MOST).map((name) => `${name}${quote}]`) };
}

function propertyNames(value: unknown, partial: string): string[] {
  const privates = isObject(value) ? nodeOf(value)?.privates.map(({ name }) => name) ?? [] : [];
  return [...privates, ...namesOf(value).filter((name) => !name.startsWith("__") || partial.startsWith("_"))];
}

/** Whether a name can be typed after a dot, and shown. */
function isSafe(name: string): boolean {
  return NAME.test(name.replace(/^#/, "")) && escapeText(name) === name;
}
