/**
 * Variables at the top of a module that a program changes as it runs.
 *
 * @module
 */
import type { AnyNode, VariableDeclaration } from "acorn";
import { namesIn } from "../evaluate/syntax_tree.ts";
import { isFunction } from "./bindings.ts";
import type { SourceTree } from "./source_tree.ts";
import { syntaxNodes } from "./syntax_nodes.ts";

/**
 * Names of variables at the top that its functions assign, and of constants that are collections, empty at first, or
 * objects of classes: what they are when the module has just run tells little of what they were at the throw.
 */
export function stateNames({ program, bindings }: SourceTree): string[] {
  const assigned = new Set<string>();
  const isOfTop = (name: string, at: AnyNode) => bindings.scopeOf(name, at) === program;
  for (const node of syntaxNodes(program) as Iterable<AnyNode>) {
    const names = node.type === "AssignmentExpression"
      ? namesIn(node.left)
      : node.type === "UpdateExpression" && node.argument.type === "Identifier"
      ? [node.argument.name]
      : [];
    if (names.length === 0 || ![...bindings.ancestorsOf(node)].some(isFunction)) continue;
    for (const name of names) if (isOfTop(name, node)) assigned.add(name);
  }
  return [...bindings.top].flatMap(([name, { kind, node }]) =>
    (kind === "let" || kind === "var" || kind === "const") && (assigned.has(name) || isFilledLater(name, node))
      ? [name]
      : []
  );
}

/** Whether it begins as `new Map()`, `[]`, `{}`. */
function isFilledLater(name: string, declaration: AnyNode): boolean {
  const { declarations = [] } = declaration as Partial<VariableDeclaration>;
  const init = declarations.find(({ id }) => id.type === "Identifier" && id.name === name)?.init;
  return init?.type === "NewExpression" || (init?.type === "ArrayExpression" && init.elements.length === 0) ||
    (init?.type === "ObjectExpression" && init.properties.length === 0);
}
