/**
 * The functions and classes at the top of a module, which are made once.
 *
 * @module
 */
import type { VariableDeclaration } from "acorn";
import { isClass, isFunction } from "./bindings.ts";
import type { Outline, Unit } from "./outline.ts";
import { DEFAULT } from "./program_writer.ts";
import type { SourceTree } from "./source_tree.ts";

/** Whether a function or class is made once: it is declared at the top, or the only value of a constant there. */
export function isAtTop({ node }: Unit, { bindings, program }: SourceTree): boolean {
  const parent = bindings.parentOf(node);
  if (parent === program || parent?.type === "ExportNamedDeclaration") return true;
  if (parent?.type === "ExportDefaultDeclaration") return true;
  if (parent?.type !== "VariableDeclarator" || parent.id.type !== "Identifier") return false;
  const declaration = bindings.parentOf(parent) as VariableDeclaration;
  return declaration.kind === "const" && bindings.top.get(parent.id.name)?.node === declaration;
}

/** The function or class that a name at the top stands for. */
export function unitAtTop(name: string, { bindings, program }: SourceTree, outline: Outline): Unit | undefined {
  if (name === DEFAULT) {
    const exported = program.body.find(({ type }) => type === "ExportDefaultDeclaration");
    return exported?.type === "ExportDefaultDeclaration" ? outline.of(exported.declaration) : undefined;
  }
  const declaration = bindings.top.get(name);
  if (declaration?.kind === "function" || declaration?.kind === "class") return outline.of(declaration.node);
  if (declaration?.kind !== "const" || declaration.node.type !== "VariableDeclaration") return undefined;
  const declarator = declaration.node.declarations.find(({ id }) => id.type === "Identifier" && id.name === name);
  const init = declarator?.init;
  return init && (isFunction(init) || isClass(init)) ? outline.of(init) : undefined;
}
