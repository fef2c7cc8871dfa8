/**
 * Source of a whole module → code that evaluates it.
 *
 * @module
 */
import type { AnyNode, Node, VariableDeclaration } from "acorn";
import { namesIn } from "../evaluate/syntax_tree.ts";
import { isFunction } from "./bindings.ts";
import { CodeWriter } from "./code_writer.ts";
import type { SourceTree } from "./source_tree.ts";
import { syntaxNodes } from "./syntax_nodes.ts";
import { UnavailableError } from "./unavailable_error.ts";

/** The code of a module. */
export interface WrittenProgram {
  readonly writer: CodeWriter;
  readonly text: string;
  /** Whether it awaits at its top. */
  readonly isAsync: boolean;
}

/** Names that a CommonJS module has without declaring them. */
export const WRAPPER_NAMES: ReadonlySet<string> = new Set(["exports", "require", "module", "__filename", "__dirname"]);

/**
 * Writes the statements of a module. What it declares at its top lives in the environment, so declarations become
 * assignments; functions, and classes until their place in the text is reached, are made when they are first looked
 * up. Imports and exports are looked up as well, and leave nothing behind.
 *
 * @param isMade Whether a name at the top is made by itself rather than by its statement.
 */
export function writeProgram(tree: SourceTree, isMade: (name: string) => boolean): WrittenProgram {
  const writer = new CodeWriter(tree, tree.program);
  for (const statement of tree.program.body) rewriteStatement(statement, writer, isMade, lookedNames(writer));
  return {
    writer,
    text: writer.render({ ...tree.program, start: 0, end: tree.code.length }),
    isAsync: awaits(tree.program),
  };
}

/** Writes one statement at the top of a module. */
export function writeStatement(
  tree: SourceTree,
  statement: AnyNode,
  isMade: (name: string) => boolean,
): WrittenProgram {
  const writer = new CodeWriter(tree, statement);
  rewriteStatement(statement, writer, isMade, lookedNames(writer));
  return { writer, text: writer.render(statement), isAsync: awaits(statement) };
}

function lookedNames({ tree, free }: CodeWriter): (name: string) => boolean {
  const { bindings: { top }, namespaces } = tree;
  return (name) =>
    top.has(name) || (namespaces.has(name) && free.get(name) === undefined) ||
    (tree.isCommonJs && WRAPPER_NAMES.has(name) && free.get(name) === undefined);
}

function rewriteStatement(
  statement: AnyNode,
  writer: CodeWriter,
  isMade: (name: string) => boolean,
  isLooked: (name: string) => boolean,
): void {
  const { edits, names: { helpers } } = writer;
  switch (statement.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "FunctionDeclaration":
      return writer.blank(statement.start, statement.end);
    case "ClassDeclaration":
      return declare(writer, statement, statement.id?.name ?? DEFAULT);
    case "ExportNamedDeclaration": {
      const { declaration } = statement;
      if (!declaration) return writer.blank(statement.start, statement.end);
      writer.blank(statement.start, declaration.start);
      return rewriteStatement(declaration, writer, isMade, isLooked);
    }
    case "ExportDefaultDeclaration": {
      const { declaration } = statement;
      if (declaration.type === "FunctionDeclaration") return writer.blank(statement.start, statement.end);
      if (declaration.type === "ClassDeclaration" || isMade(DEFAULT)) return declare(writer, statement, DEFAULT);
      edits.replace(statement.start, statement.start + "export default".length, `void (${helpers}.setDefault`);
      edits.wrap(declaration.start, declaration.end, "(", "))");
      return writer.rewrite(declaration, isLooked);
    }
    default:
      if (writer.tree.isDecorated(statement) && !isMadeWhole(statement, isMade)) {
        throw new UnavailableError(`it has decorators at line ${writer.tree.lineOf(statement.start)}`);
      }
      for (const node of syntaxNodes(statement, (node) => !isFunction(node))) {
        if (node.type === "VariableDeclaration") assign(node as VariableDeclaration, writer, isMade);
      }
      return writer.rewrite(statement, isLooked);
  }
}

/** The name of the variable behind `export default`, which no source can use. */
export const DEFAULT = "*default*";

/** Replaces a declaration by a call that makes what it declares. */
function declare(writer: CodeWriter, declaration: Node, name: string, end = ";"): void {
  writer.replace(declaration, `${writer.names.helpers}.declare(${JSON.stringify(name)})${end}`);
}

/** `const {a} = x, b = y;` → `void (({a} = x), (b = y));`, if it declares names of the module. */
function assign(declaration: VariableDeclaration, writer: CodeWriter, isMade: (name: string) => boolean): void {
  const { edits, tree } = writer;
  const names = declaration.declarations.flatMap(({ id }) => namesIn(id));
  if (names[0] !== undefined && tree.bindings.scopeOf(names[0], declaration) !== tree.program) return;
  const { start, end, kind } = declaration;
  const parent = tree.bindings.parentOf(declaration);
  if ((parent?.type === "ForInStatement" || parent?.type === "ForOfStatement") && parent.left === declaration) {
    return edits.replace(start, start + kind.length, "");
  }
  edits.replace(start, start + kind.length, "void (");
  const terminated = parent?.type !== "ForStatement" && tree.code[end - 1] === ";";
  edits.insertAfter(terminated ? end - 1 : end, parent?.type === "ForStatement" || terminated ? ")" : ");");
  for (const declarator of declaration.declarations) {
    const { start, end, id, init } = declarator;
    if (id.type === "Identifier" && isMade(id.name)) declare(writer, declarator, id.name, "");
    else if (init) edits.wrap(start, end, "(", ")");
    else if (kind === "var") edits.replace(start, end, "0");
    else edits.insertAfter(end, " = void 0");
  }
}

/** Whether all that a statement declares is made by itself. */
function isMadeWhole(statement: AnyNode, isMade: (name: string) => boolean): boolean {
  return statement.type === "VariableDeclaration" &&
    statement.declarations.every(({ id }) => id.type === "Identifier" && isMade(id.name));
}

function awaits(root: Node): boolean {
  for (const node of syntaxNodes(root, (node) => !isFunction(node))) {
    if (node.type === "AwaitExpression" || (node.type === "ForOfStatement" && (node as { await?: boolean }).await)) {
      return true;
    }
  }
  return false;
}
