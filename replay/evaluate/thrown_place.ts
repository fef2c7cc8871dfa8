/**
 * Where in a text something was thrown.
 *
 * @module
 */
import type { AnyNode } from "acorn";
import { isNativeError } from "node:util/types";
import type { TextPosition } from "./environment.ts";
import type { Parsed } from "./parse.ts";
import { MissingNameError } from "./resolve_name.ts";
import type { Rewritten } from "./rewrite.ts";
import { childrenOf } from "./syntax_tree.ts";

/**
 * The place in a text where an error was made, or where it called what made it: the property that was read or called, the
 * function, or the name. Undefined if that is not known, or is the beginning of the text anyway.
 *
 * @param file By which name the code was run.
 */
export function thrownPlace(
  error: unknown,
  file: string,
  { code, kept }: Rewritten,
  parsed: Parsed,
): TextPosition | undefined {
  const ran = offsetIn(error, file, code);
  const offset = ran === undefined ? undefined : keptOffset(ran, kept);
  const program = parsed.program as AnyNode;
  const place = offset === undefined
    ? undefined
    : error instanceof MissingNameError
    ? namePlace(program, offset, error.missing)
    : placeOf(program, offset);
  if (place === undefined) return undefined;
  const position = parsed.position(place);
  return position.line === 1 && position.column === 1 ? undefined : position;
}

/** The offset of the innermost call of the code that the stack of an error has. */
function offsetIn(error: unknown, file: string, code: string): number | undefined {
  if (!isNativeError(error)) return undefined;
  let stack: unknown;
  try {
    stack = error.stack;
  } catch {
    return undefined;
  }
  const at = typeof stack === "string" ? stack.indexOf(`${file}:`) : -1;
  const found = at < 0 ? null : /^:(\d+):(\d+)/.exec((stack as string).slice(at + file.length));
  if (found === null) return undefined;
  const lines = code.split("\n").slice(0, Number(found[1]) - 1);
  return lines.reduce((sum, line) => sum + line.length + 1, 0) + Number(found[2]) - 1;
}

/** Where an offset of the code comes from; of what was put in, where the next piece does. */
function keptOffset(offset: number, kept: Rewritten["kept"]): number | undefined {
  const piece = kept.find(({ at, length }) => offset <= at + length);
  return piece === undefined ? undefined : piece.from + Math.max(0, offset - piece.at);
}

/**
 * What engines point to, in one way: V8 names the property that was read, JavaScriptCore the end of the object; of a call
 * the one names the function, the other the parenthesis; of an assignment or a calculation the one the beginning, the
 * other the end.
 */
function placeOf(program: AnyNode, offset: number): number | undefined {
  for (const rule of [propertyAt, calleeAt, nameAt, assignedAt, operandAt]) {
    const place = innermost(program, offset, rule);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** Where a name that stands for nothing was used: engines point to what uses it. */
function namePlace(program: AnyNode, offset: number, name: string): number | undefined {
  const places: number[] = [];
  const visit = (node: AnyNode) => {
    if (node.type === "Identifier" && node.name === name) places.push(node.start);
    for (const child of childrenOf(node)) {
      const isKey = node.type === "MemberExpression" && !node.computed && child === node.property ||
        node.type === "Property" && !node.shorthand && !node.computed && child === node.key;
      if (!isKey) visit(child);
    }
  };
  visit(program);
  return places.findLast((place) => place <= offset) ?? places[0];
}

type Rule = (node: AnyNode, offset: number) => number | undefined;

function innermost(node: AnyNode, offset: number, rule: Rule): number | undefined {
  for (const child of childrenOf(node)) {
    if (child.start > offset || child.end < offset) continue;
    const place = innermost(child, offset, rule);
    if (place !== undefined) return place;
  }
  return rule(node, offset);
}

function propertyAt(node: AnyNode, offset: number): number | undefined {
  if (node.type !== "MemberExpression") return undefined;
  const { object, property } = node;
  return offset >= object.end && offset <= property.start ? property.start : undefined;
}

function calleeAt(node: AnyNode, offset: number): number | undefined {
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return undefined;
  const { callee, start } = node;
  if (offset !== callee.end && offset !== start) return undefined;
  return callee.type === "MemberExpression" ? callee.property.start : callee.start;
}

function nameAt(node: AnyNode, offset: number): number | undefined {
  if (node.type !== "Identifier") return undefined;
  return offset === node.start || offset === node.end ? node.start : undefined;
}

function assignedAt(node: AnyNode, offset: number): number | undefined {
  if (node.type !== "AssignmentExpression") return undefined;
  const { left } = node;
  if (offset < left.start || offset > node.end) return undefined;
  return left.type === "MemberExpression" ? left.property.start : left.start;
}

function operandAt({ type, start }: AnyNode): number | undefined {
  return type === "BinaryExpression" || type === "SpreadElement" || type === "TemplateLiteral" ? start : undefined;
}
