/**
 * Which scope of a module declares which name.
 *
 * @module
 */
import type { AnyNode, Class, Function as FunctionNode, Identifier, Node, Program } from "acorn";
import { childrenOf, namesIn } from "../evaluate/syntax_tree.ts";

/** How a name came into its scope. */
export interface Declaration {
  readonly kind: "var" | "let" | "const" | "function" | "class" | "parameter" | "import" | "catch" | "self";
  /** The declaration, function, class, or import specifier. */
  readonly node: AnyNode;
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
]);

const SCOPES: ReadonlySet<string> = new Set([
  ...FUNCTIONS,
  "Program",
  "BlockStatement",
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "SwitchStatement",
  "CatchClause",
  "StaticBlock",
  "ClassDeclaration",
  "ClassExpression",
]);

/** Whether a node is a function. */
export function isFunction(node: Node): node is FunctionNode & AnyNode {
  return FUNCTIONS.has(node.type);
}

/** Whether a node is a class. */
export function isClass(node: Node): node is Class & AnyNode {
  return node.type === "ClassDeclaration" || node.type === "ClassExpression";
}

/** The names of one module by scope. */
export class Bindings {
  readonly #program: Program;
  readonly #parents = new Map<Node, AnyNode>();
  readonly #declared = new Map<Node, Map<string, Declaration>>();

  constructor(program: Program) {
    this.#program = program;
    const stack: Node[] = [program];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      this.#declare(node as AnyNode);
      for (const child of childrenOf(node)) {
        this.#parents.set(child, node as AnyNode);
        stack.push(child);
      }
    }
  }

  /** The node right around a node. */
  parentOf(node: Node): AnyNode | undefined {
    return this.#parents.get(node);
  }

  /** The nodes around a node, innermost first. */
  *ancestorsOf(node: Node): Generator<AnyNode> {
    for (let at = this.#parents.get(node); at !== undefined; at = this.#parents.get(at)) yield at;
  }

  /** The names that a scope itself declares. */
  declaredIn(scope: Node): ReadonlyMap<string, Declaration> {
    return this.#declared.get(scope) ?? new Map();
  }

  /** The names at the top of the module. */
  get top(): ReadonlyMap<string, Declaration> {
    return this.declaredIn(this.#program);
  }

  /** The scope that a name at a node belongs to; undefined for a global one. */
  scopeOf(name: string, node: Node): AnyNode | undefined {
    for (let at: Node | undefined = node; at !== undefined; at = this.#parents.get(at)) {
      if (this.#declared.get(at)?.has(name) === true) return at as AnyNode;
    }
    return undefined;
  }

  /** Whether an identifier stands for a variable, rather than for a property, a label or part of an import. */
  isVariable(identifier: Identifier): boolean {
    const parent = this.#parents.get(identifier);
    switch (parent?.type) {
      case "MemberExpression":
        return parent.object === identifier || parent.computed;
      case "Property":
      case "MethodDefinition":
      case "PropertyDefinition":
        return parent.value === identifier || parent.computed;
      case "LabeledStatement":
      case "BreakStatement":
      case "ContinueStatement":
      case "MetaProperty":
      case "ImportSpecifier":
      case "ImportDefaultSpecifier":
      case "ImportNamespaceSpecifier":
      case "ImportAttribute":
      case "ExportSpecifier":
      case "ExportAllDeclaration":
        return false;
      default:
        return true;
    }
  }

  #declare(node: AnyNode): void {
    switch (node.type) {
      case "VariableDeclaration": {
        const { kind } = node;
        const scope = kind === "var" ? this.#around(node, isVarScope) : this.#around(node, isScope);
        for (const { id } of node.declarations) {
          for (const name of namesIn(id)) {
            this.#add(scope, name, kind === "let" || kind === "var" ? kind : "const", node);
          }
        }
        return;
      }
      case "FunctionDeclaration":
        if (node.id) this.#add(this.#around(node, isScope), node.id.name, "function", node);
        break;
      case "FunctionExpression":
        if (node.id) this.#add(node, node.id.name, "self", node);
        break;
      case "ClassDeclaration":
      case "ClassExpression":
        if (!node.id) return;
        if (node.type === "ClassDeclaration") this.#add(this.#around(node, isScope), node.id.name, "class", node);
        this.#add(node, node.id.name, "self", node);
        return;
      case "CatchClause":
        for (const name of node.param ? namesIn(node.param) : []) this.#add(node, name, "catch", node);
        return;
      case "ImportSpecifier":
      case "ImportDefaultSpecifier":
      case "ImportNamespaceSpecifier":
        this.#add(this.#program, node.local.name, "import", node);
        return;
    }
    if (isFunction(node)) {
      for (const name of node.params.flatMap(namesIn)) this.#add(node, name, "parameter", node);
    }
  }

  #around(node: Node, isOne: (node: Node) => boolean): Node {
    for (const at of this.ancestorsOf(node)) if (isOne(at)) return at;
    return this.#program;
  }

  #add(scope: Node, name: string, kind: Declaration["kind"], node: AnyNode): void {
    let names = this.#declared.get(scope);
    if (names === undefined) this.#declared.set(scope, names = new Map());
    // A parameter and a `var` of the same name are one variable; a function's own name gives way to either.
    if (!names.has(name) || names.get(name)!.kind === "self") names.set(name, { kind, node });
  }
}

function isScope(node: Node): boolean {
  return SCOPES.has(node.type);
}

function isVarScope(node: Node): boolean {
  return isFunction(node) || node.type === "Program" || node.type === "StaticBlock";
}
