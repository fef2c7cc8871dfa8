/**
 * The parameters of a function, as its text declares them.
 *
 * @module
 */
import jsTokens from "js-tokens";
import type { Frame } from "../frames/frame.ts";
import { lexicalRanges, offsetOf, rangesAround } from "../frames/lexical_ranges.ts";
import { toBase0 } from "../frames/position.ts";

/** One declared parameter: a name, a rest parameter, or a pattern of properties or elements. */
export type Parameter =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "rest"; readonly name: string }
  | { readonly kind: "pattern"; readonly isObject: boolean; readonly members: readonly Member[] };

/** A part of a pattern. */
export interface Member {
  /** Property that it is taken from; of an array pattern and of a rest the name. */
  readonly key: string;
  /** Name that it binds; undefined for a hole and for patterns within patterns. */
  readonly name: string | undefined;
  readonly isRest: boolean;
}

const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const MODIFIERS: ReadonlySet<string> = new Set(["public", "private", "protected", "readonly", "override"]);
const OPENING: ReadonlySet<string> = new Set(["(", "[", "{", "<"]);
const CLOSING: ReadonlySet<string> = new Set([")", "]", "}", ">"]);

/** The parameters of the function that a frame stands in; undefined when its text does not tell them. */
export async function declaredParameters({ source, position }: Frame): Promise<readonly Parameter[] | undefined> {
  if (source?.text === undefined || position === undefined) return undefined;
  const { text, url } = source;
  const ranges = await lexicalRanges(text, url);
  const around = rangesAround(ranges.slice(0, -1), offsetOf(text, toBase0({ base: 1, ...position })));
  const functions = around.filter(({ isFunction }) => isFunction);
  const range = functions.findLast(({ end }) => end === functions[0]?.end);
  return range === undefined ? undefined : parameterList(text.slice(range.start, range.end));
}

/** Reads a parameter list at the beginning of a text, or behind the name there; undefined if there is none. */
export function parameterList(text: string): readonly Parameter[] | undefined {
  const tokens = [...jsTokens(text.slice(0, 20_000))].filter(({ type }) =>
    type !== "WhiteSpace" && type !== "LineTerminatorSequence" && !type.endsWith("Comment")
  ).map(({ value }) => value);
  const open = tokens.findIndex((token) => token === "(" || token === "=>");
  if (open < 0) return undefined;
  if (tokens[open] === "=>") {
    const name = tokens[open - 1];
    return name !== undefined && NAME.test(name) ? [{ kind: "name", name }] : undefined;
  }
  const parts = partsOf(tokens.slice(open + 1));
  const parameters = parts?.filter(([first]) => first !== "this").map(parameterOf);
  return parameters?.every((parameter) => parameter !== undefined) ? parameters : undefined;
}

/** The tokens between commas, up to the bracket that closes the list. */
function partsOf(tokens: readonly string[]): string[][] | undefined {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (depth === 0 && CLOSING.has(token) && token !== ">") return parts.filter((part) => part.length > 0);
    if (OPENING.has(token)) depth++;
    else if (CLOSING.has(token)) depth--;
    else if (/^>{2,3}$/.test(token)) depth -= token.length;
    if (depth === 0 && token === ",") parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return undefined;
}

function parameterOf(part: readonly string[]): Parameter | undefined {
  const tokens = part.filter((token, index) => !MODIFIERS.has(token) || !NAME.test(part[index + 1] ?? ""));
  const [first = "", second = ""] = tokens;
  if (first === "...") return NAME.test(second) ? { kind: "rest", name: second } : undefined;
  if (NAME.test(first)) return { kind: "name", name: first };
  if (first !== "{" && first !== "[") return undefined;
  const members = holesKept(tokens.slice(1))?.map((member) => memberOf(member, first === "{"));
  return members && { kind: "pattern", isObject: first === "{", members };
}

/** As {@linkcode partsOf}, for a pattern, in which an empty part is a hole. */
function holesKept(tokens: readonly string[]): string[][] | undefined {
  return partsOf(tokens.flatMap((token, at) => token === "," && tokens[at - 1] === "," ? ["_", token] : [token]));
}

function memberOf(tokens: readonly string[], isObject: boolean): Member {
  const [first = "", second = "", third = ""] = tokens;
  if (first === "...") return { key: second, name: NAME.test(second) ? second : undefined, isRest: true };
  if (isObject && second === ":") {
    const isPlain = NAME.test(third) && (tokens.length === 3 || tokens[3] === "=");
    return { key: first.replace(/^(["'])(.*)\1$/s, "$2"), name: isPlain ? third : undefined, isRest: false };
  }
  return { key: first, name: NAME.test(first) ? first : undefined, isRest: false };
}
