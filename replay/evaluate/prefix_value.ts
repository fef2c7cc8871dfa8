/**
 * What stands before the dot.
 *
 * @module
 */
import type { Token as AcornToken } from "acorn";
import { chainOf, isObject, ownProperty } from "../preview/own_data.ts";
import type { Box, EvaluateEnvironment } from "./environment.ts";
import { prototypeOf } from "./property_names.ts";
import { resolveName } from "./resolve_name.ts";

/** A token with what its type leaves out: the name, the operator, the value of a literal. */
type Token = AcornToken & { readonly value?: unknown };

/** A step from a value to one of its properties. */
interface Step {
  readonly key: string;
  readonly isPrivate: boolean;
}

/** A chain of steps, and what it begins with: a name, or a literal. */
interface Chain {
  readonly root: { readonly name: string } | Box;
  readonly steps: readonly Step[];
}

/**
 * The value of the expression that a text ends with, if it ends in a dot; found without running anything.
 *
 * @returns "scope" when the text does not end in a dot, so that a name may come next; "none" when the value cannot be
 * found, and when what comes next is part of a literal or a comment.
 */
export async function prefixValue(text: string, environment: EvaluateEnvironment): Promise<Box | "scope" | "none"> {
  const tokens = await tokensOf(text);
  if (tokens === undefined) return "none";
  if (!isDot(tokens[tokens.length - 1])) return "scope";
  const chain = chainIn(tokens.slice(0, -1));
  return (chain && follow(chain, environment)) ?? "none";
}

/** The tokens of a text; undefined when it ends inside one, or in a comment. */
async function tokensOf(text: string): Promise<Token[] | undefined> {
  const { tokenizer } = await import("acorn");
  let inComment = false;
  const onComment = (isBlock: boolean, _text: string, _start: number, end: number) => {
    inComment = !isBlock && end > text.length;
  };
  try {
    // With a space, since `?.` is not told from `?` and `.` by what comes after it when nothing does.
    const tokens = [...tokenizer(`${text} `, { ecmaVersion: "latest", onComment })];
    return inComment ? undefined : tokens;
  } catch {
    return undefined;
  }
}

function isDot(token: Token | undefined): boolean {
  return token?.type.label === "." || token?.type.label === "?.";
}

/** The chain that tokens end with, read from its end; undefined when it is not made of names, keys and literals alone. */
function chainIn(tokens: Token[]): Chain | undefined {
  const rest = [...tokens];
  const steps: Step[] = [];
  for (;;) {
    const token = rest.pop();
    if (token === undefined) return undefined;
    const { label, keyword } = token.type;
    const { value } = token;
    if (label === "name" || label === "privateId" || keyword !== undefined) {
      const isStep = isDot(rest[rest.length - 1]);
      if (!isStep) {
        return label === "name" || keyword === "this" ? { root: { name: keyword ?? String(value) }, steps } : undefined;
      }
      rest.pop();
      const isPrivate = label === "privateId";
      steps.unshift({ key: isPrivate ? `#${value}` : keyword ?? String(value), isPrivate });
    } else if (label === "]") {
      const inside = popBracket(rest);
      if (inside === undefined) return undefined;
      if (!endsValue(rest[rest.length - 1])) return { root: { value: [] }, steps };
      const [key] = inside;
      if (inside.length !== 1 || !/^(?:num|string)$/.test(key!.type.label)) return undefined;
      if (isDot(rest[rest.length - 1])) rest.pop();
      steps.unshift({ key: String(key!.value), isPrivate: false });
    } else if (label === "string" || label === "`") {
      return { root: { value: "" }, steps };
    } else if (label === "regexp") {
      return { root: { value: /(?:)/ }, steps };
    } else if (value !== "!") {
      return undefined; // All but the `!` of TypeScript: calls, operators.
    }
  }
}

/** Takes the tokens between brackets off, and the opening bracket. */
function popBracket(rest: Token[]): Token[] | undefined {
  const inside: Token[] = [];
  for (let depth = 1;;) {
    const token = rest.pop();
    if (token === undefined) return undefined;
    if (token.type.label === "]") depth++;
    if (token.type.label === "[") depth--;
    if (depth === 0) return inside;
    inside.unshift(token);
  }
}

/** Whether a bracket after a token reads a property. */
function endsValue(token: Token | undefined): boolean {
  if (token === undefined) return false;
  const { label, keyword } = token.type;
  return /^(?:name|privateId|string|`|\?\.|[\])}])$/.test(label) || keyword === "this" || token.value === "!";
}

/** Follows a chain; undefined when it leads over a call, an accessor or a proxy, or nowhere. */
function follow({ root, steps }: Chain, environment: EvaluateEnvironment): Box | undefined {
  let box = "name" in root ? rootValue(root.name, environment) : root;
  for (const step of steps) {
    if (box === undefined) return undefined;
    box = propertyOf(box.value, step, environment);
  }
  return box;
}

function rootValue(name: string, environment: EvaluateEnvironment): Box | undefined {
  if (name === "this") return environment.receiver;
  try {
    return resolveName(name, environment);
  } catch {
    return undefined; // Declared, without a value yet.
  }
}

function propertyOf(value: unknown, { key, isPrivate }: Step, environment: EvaluateEnvironment): Box | undefined {
  if (isPrivate) return isObject(value) ? environment.readPrivate(value, key) : undefined;
  if (typeof value === "string" && /^\d+$/.test(key)) return { value: "" };
  const object = isObject(value) ? value : prototypeOf(value);
  if (object === undefined) return undefined;
  for (const owner of chainOf(object)) {
    const property = ownProperty(owner, key);
    if (property !== undefined) return "value" in property ? { value: property.value } : undefined;
  }
  return undefined;
}
