/**
 * Variables that stand for what a CommonJS module requires.
 *
 * @module
 */
import type { AnyNode, Node } from "acorn";
import { namesIn } from "../evaluate/syntax_tree.ts";
import type { Link } from "./linked.ts";
import type { SourceTree } from "./source_tree.ts";
import { syntaxNodes } from "./syntax_nodes.ts";

/**
 * The names at the top of a CommonJS module that are what `require` gave, and never anything else: of
 * `const fs = require("fs")`, `const { join: j } = require("path")`, `const E = require("events").EventEmitter`.
 */
export function requiredNames({ program, isCommonJs, bindings }: SourceTree): ReadonlyMap<string, Link> {
  const names = new Map<string, Link>();
  if (!isCommonJs) return names;
  for (const statement of program.body) {
    if (statement.type !== "VariableDeclaration") continue;
    for (const { id, init } of statement.declarations) {
      for (const [name, link] of linksIn(id, init)) {
        // Another `require` of the same name would not be that of the module.
        if (bindings.scopeOf("require", statement) === undefined) names.set(name, link);
      }
    }
    if (statement.kind === "const" || names.size === 0) continue;
    for (const name of assignedNames(program)) names.delete(name);
  }
  return names;
}

function* linksIn(target: AnyNode, init: AnyNode | null | undefined): Generator<[name: string, link: Link]> {
  if (init?.type === "MemberExpression" && !init.computed && init.property.type === "Identifier") {
    const specifier = specifierOf(init.object);
    if (specifier !== undefined && target.type === "Identifier") {
      yield [target.name, { specifier, name: init.property.name }];
    }
    return;
  }
  const specifier = specifierOf(init);
  if (specifier === undefined) return;
  if (target.type === "Identifier") yield [target.name, { specifier, name: "*" }];
  if (target.type !== "ObjectPattern") return;
  for (const property of target.properties) {
    if (property.type !== "Property" || property.computed || property.value.type !== "Identifier") continue;
    const { key, value } = property;
    yield [value.name, {
      specifier,
      name: key.type === "Identifier" ? key.name : String((key as { value?: unknown }).value),
    }];
  }
}

/** The specifier of `require("…")`. */
function specifierOf(node: AnyNode | null | undefined): string | undefined {
  if (node?.type !== "CallExpression" || node.arguments.length !== 1) return undefined;
  const [argument] = node.arguments;
  const { callee } = node;
  return callee.type === "Identifier" && callee.name === "require" && argument?.type === "Literal" &&
      typeof argument.value === "string"
    ? argument.value
    : undefined;
}

/** Names that are assigned anywhere, of whichever scope. */
export function* assignedNames(program: Node): Generator<string> {
  for (const node of syntaxNodes(program) as Iterable<AnyNode>) {
    if (node.type === "AssignmentExpression") yield* namesIn(node.left);
    if (node.type === "UpdateExpression" && node.argument.type === "Identifier") yield node.argument.name;
  }
}
