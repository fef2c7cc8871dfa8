/**
 * Source → code whose free names are looked up in an object.
 *
 * @module
 */
import type { AnyNode, Identifier, Node } from "acorn";
import { Edits } from "../evaluate/edits.ts";
import { isClass, isFunction } from "./bindings.ts";
import { addGuard } from "./guards.ts";
import type { SourceTree } from "./source_tree.ts";
import { syntaxNodes } from "./syntax_nodes.ts";

/** What the names in a piece of code are looked up in. */
export interface WriterNames {
  /** Name of the object with the free names. */
  readonly environment: string;
  /** Name of the object with what live code needs beside them; see `helpers.ts`. */
  readonly helpers: string;
}

/**
 * Writes one piece of a module, a function, a class or all of it. Each name that it does not declare itself becomes a
 * property of the environment object: `total` → `$kt.total`; so an assignment in one closure is seen by all that share
 * the variable. Lines stay what they are.
 */
export class CodeWriter {
  readonly tree: SourceTree;
  readonly names: WriterNames;
  readonly edits: Edits;
  /** Names that the piece uses and does not declare, by the scope that does; undefined for global ones. */
  readonly free: ReadonlyMap<string, AnyNode | undefined>;
  readonly #root: Node;
  readonly #replaced = new Set<Node>();

  /** @param root The piece. */
  constructor(tree: SourceTree, root: Node) {
    this.tree = tree;
    this.edits = new Edits(tree.code);
    this.names = { environment: tree.freshName, helpers: `${tree.freshName}$` };
    this.#root = root;
    this.free = this.#freeNames();
  }

  /** Whether a node is part of the piece and stays in it. */
  contains({ start, end }: Node): boolean {
    return this.#root.start <= start && end <= this.#root.end;
  }

  /**
   * Rewrites a part of the piece.
   *
   * @param isLooked Whether a free name is looked up in the environment; others are left as they are.
   */
  rewrite(part: Node, isLooked: (name: string) => boolean): void {
    for (const node of syntaxNodes(part, (node) => !this.#replaced.has(node))) {
      if (this.#replaced.has(node)) continue;
      if (node.type === "Identifier") this.#rewriteName(node as Identifier, isLooked);
      else this.#rewriteImport(node as AnyNode);
      addGuard(node as AnyNode, this.tree, this.edits, `${this.names.helpers}.guard`);
    }
  }

  /** Replaces the `this` of an arrow function by the helpers' receiver. */
  rewriteReceiver(): void {
    for (const node of outerContext(this.#root)) {
      if (node.type === "ThisExpression") this.edits.replace(node.start, node.end, `${this.names.helpers}.receiver`);
    }
  }

  /** What an arrow function uses of the function around it: `this`, `arguments`, `super`, `new.target`. */
  usesOfAround(): ReadonlySet<string> {
    const uses = new Set<string>();
    for (const node of outerContext(this.#root)) {
      if (node.type === "ThisExpression") uses.add("this");
      if (node.type === "Super") uses.add("super");
      if (node.type === "Identifier" && this.#isArguments(node as Identifier)) uses.add("arguments");
      if (node.type === "MetaProperty" && this.tree.textOf(node).startsWith("new")) uses.add("new.target");
    }
    return uses;
  }

  /** The text of a part of the piece, as it was rewritten. */
  render({ start, end }: Node): string {
    return this.edits.render(start, end).text;
  }

  /** Replaces a node with all that is in it; its line breaks stay. */
  replace(node: Node, text: string): void {
    this.#replaced.add(node);
    this.edits.replace(node.start, node.end, text + lineBreaks(this.tree.textOf(node)));
  }

  /** Takes a part out in which nothing is rewritten; its line breaks stay. */
  blank(start: number, end: number): void {
    this.edits.replace(start, end, ` ${lineBreaks(this.tree.code.slice(start, end))}`);
  }

  #freeNames(): Map<string, AnyNode | undefined> {
    const free = new Map<string, AnyNode | undefined>();
    const { bindings } = this.tree;
    for (const node of syntaxNodes(this.#root)) {
      if (node.type !== "Identifier" || !bindings.isVariable(node as Identifier)) continue;
      const { name } = node as Identifier;
      if (this.#isArguments(node as Identifier)) continue;
      const scope = bindings.scopeOf(name, node);
      if (scope === undefined || !this.#isInside(scope)) free.set(name, scope);
    }
    return free;
  }

  /** Whether a name is what each call has, rather than a variable. */
  #isArguments(identifier: Identifier): boolean {
    const { bindings } = this.tree;
    return identifier.name === "arguments" && bindings.isVariable(identifier) &&
      bindings.scopeOf("arguments", identifier) === undefined;
  }

  #isInside(scope: AnyNode): boolean {
    return scope.type !== "Program" && this.contains(scope);
  }

  #isFree(identifier: Identifier): boolean {
    const { bindings } = this.tree;
    if (!bindings.isVariable(identifier) || !this.free.has(identifier.name)) return false;
    const parent = bindings.parentOf(identifier);
    if (parent === this.#root && (isFunction(parent) || isClass(parent)) && parent.id === identifier) return false;
    const scope = bindings.scopeOf(identifier.name, identifier);
    return scope === undefined || !this.#isInside(scope);
  }

  #rewriteName(identifier: Identifier, isLooked: (name: string) => boolean): void {
    const { name, start, end } = identifier;
    if (!this.#isFree(identifier) || !isLooked(name)) return;
    const looked = `${this.names.environment}.${name}`;
    const parent = this.tree.bindings.parentOf(identifier);
    const isShorthand = (node: AnyNode | undefined) => node?.type === "Property" && node.shorthand;
    const holder = parent?.type === "AssignmentPattern" && parent.left === identifier
      ? this.tree.bindings.parentOf(parent)
      : parent;
    if (isShorthand(holder)) {
      this.edits.replace(start, end, `${name}: ${looked}`);
    } else if (
      (parent?.type === "CallExpression" && parent.callee === identifier) ||
      (parent?.type === "TaggedTemplateExpression" && parent.tag === identifier)
    ) {
      // Without a receiver, and without a parenthesis at the beginning, which would go on the line before.
      const optional = parent.type === "CallExpression" && parent.optional ? ", true" : "";
      this.edits.replace(start, end, `${this.names.helpers}.callee(${looked}, "${name}"${optional})`);
    } else {
      this.edits.replace(start, end, looked);
    }
  }

  #rewriteImport(node: AnyNode): void {
    const { helpers } = this.names;
    if (node.type === "ImportExpression") {
      this.edits.replace(node.start, node.start + "import".length, `${helpers}.import`);
    }
    if (node.type === "MetaProperty" && node.meta.name === "import") {
      this.edits.replace(node.start, node.end, `${helpers}.meta`);
    }
  }
}

/** The nodes whose `this` is that of the code around an arrow function. */
function outerContext(arrow: Node): Iterable<Node> {
  return syntaxNodes(arrow, (node) => node === arrow || !hasOwnThis(node as AnyNode));
}

/** Of a class, the computed keys do not have their own: that is rare enough to be left alone. */
function hasOwnThis(node: AnyNode): boolean {
  return (isFunction(node) && node.type !== "ArrowFunctionExpression") || isClass(node);
}

function lineBreaks(text: string): string {
  return text.replace(/[^\r\n\u2028\u2029]+/g, "");
}
