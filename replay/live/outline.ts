/**
 * The functions and classes of a module, each with its name, its kind and its way from the top.
 *
 * @module
 */
import type { AnyNode, Node } from "acorn";
import type { FunctionRecord } from "../../dump/format.ts";
import { isClass, isFunction } from "./bindings.ts";
import type { Place, SourceTree } from "./source_tree.ts";

/** A function or a class in a source. */
export interface Unit {
  /** The function or the class. */
  readonly node: AnyNode;
  /** What its `toString` gives: of a method the member, else the node itself. */
  readonly definition: AnyNode;
  /** As the language names it: of its declaration, of the variable or the key that it is assigned to; else empty. */
  readonly name: string;
  readonly kind: FunctionRecord["kind"];
  /** Parameters before the first with a default. */
  readonly length: number;
  /** Where its text begins, in the source. */
  readonly place: Place;
  /** The function or class around it. */
  readonly around: Unit | undefined;
  /**
   * What tells it from its neighbours when lines have moved: kind, name, or what is done with it if it has none, and
   * the how-manieth of the same it is.
   */
  readonly step: string;
}

/** The functions and classes of a module, in the order of the text. */
export class Outline {
  readonly units: readonly Unit[];
  readonly tree: SourceTree;
  readonly #byNode = new Map<Node, Unit>();
  readonly #byStep = new Map<string, Unit>();

  constructor(tree: SourceTree) {
    this.tree = tree;
    const units: Unit[] = [];
    const counts = new Map<string, number>();
    for (const node of tree.nodes()) {
      if (!isFunction(node) && !isClass(node)) continue;
      const around = this.#unitAround(node);
      const definition = definitionOf(node, tree);
      const kind = kindOf(node, definition);
      const name = nameOf(node, tree);
      const base = `${around === undefined ? "" : way(around)}/${kind} ${name || useOf(node, tree)}`;
      const count = counts.get(base) ?? 0;
      counts.set(base, count + 1);
      const unit: Unit = {
        node,
        definition,
        name,
        kind,
        length: lengthOf(node),
        place: tree.placeOf(beginningOf(definition, tree)),
        around,
        step: `${base.slice(base.lastIndexOf("/") + 1)} ${count}`,
      };
      units.push(unit);
      this.#byNode.set(node, unit);
      this.#byStep.set(way(unit), unit);
    }
    this.units = units;
  }

  /** The unit of a function or class node. */
  of(node: Node): Unit | undefined {
    return this.#byNode.get(node);
  }

  /** The innermost function or class whose text contains a place. */
  at(place: Place): Unit | undefined {
    const offset = this.tree.offsetAt(place);
    return this.units.findLast(({ definition }) => definition.start <= offset && offset < definition.end);
  }

  /** The unit that stands here where one stands in another version of the module. */
  counterpart(other: Unit): Unit | undefined {
    return this.#byStep.get(way(other));
  }

  #unitAround(node: Node): Unit | undefined {
    for (const at of this.tree.bindings.ancestorsOf(node)) {
      const unit = this.#byNode.get(at);
      if (unit !== undefined) return unit;
    }
    return undefined;
  }
}

/** Steps from the top of the module. */
function way({ around, step }: Unit): string {
  return around === undefined ? step : `${way(around)}/${step}`;
}

function definitionOf(node: AnyNode, tree: SourceTree): AnyNode {
  const parent = tree.bindings.parentOf(node);
  if (parent?.type === "MethodDefinition") return parent;
  return parent?.type === "Property" && (parent.method || parent.kind !== "init") && parent.value === node
    ? parent
    : node;
}

/** Without `static`, which is not part of a method's text. */
function beginningOf(definition: AnyNode, tree: SourceTree): Node {
  if (definition.type !== "MethodDefinition" || !definition.static) return definition;
  const [word] = /^static(?:\s|\/\*[^]*?\*\/|\/\/[^\n]*)*/.exec(tree.textOf(definition)) ?? [""];
  return { ...definition, start: definition.start + word.length };
}

function kindOf(node: AnyNode, definition: AnyNode): Unit["kind"] {
  if (isClass(node)) return "class";
  if (node.type === "ArrowFunctionExpression") return "arrow";
  if (definition === node) return "function";
  if (definition.type === "MethodDefinition") {
    if (definition.kind === "get") return "getter";
    return definition.kind === "set" ? "setter" : "method";
  }
  if (definition.type !== "Property" || definition.kind === "init") return "method";
  return definition.kind === "get" ? "getter" : "setter";
}

function lengthOf(node: AnyNode): number {
  const { params } = isClass(node)
    ? (node.body.body.find((member) => member.type === "MethodDefinition" && member.kind === "constructor") as
      | { value: { params: AnyNode[] } }
      | undefined)?.value ?? { params: [] }
    : node as unknown as { params: AnyNode[] };
  const end = params.findIndex(({ type }) => type === "AssignmentPattern" || type === "RestElement");
  return end < 0 ? params.length : end;
}

/** The name that the language gives a function or class. */
export function nameOf(node: AnyNode, tree: SourceTree): string {
  if ((isFunction(node) || isClass(node)) && node.id) return node.id.name;
  const parent = tree.bindings.parentOf(node);
  switch (parent?.type) {
    case "VariableDeclarator":
    case "AssignmentPattern":
    case "AssignmentExpression": {
      const target = parent.type === "VariableDeclarator" ? parent.id : parent.left;
      return target.type === "Identifier" ? target.name : "";
    }
    case "MethodDefinition":
    case "PropertyDefinition":
    case "Property":
      return parent.value === node ? keyOf(parent, tree) : "";
    case "ExportDefaultDeclaration":
      return "default";
    default:
      return "";
  }
}

/** The name of a member, `#` included; of a computed one as it stands in the text. */
export function keyOf(member: AnyNode & { key: unknown; computed: boolean }, tree: SourceTree): string {
  const key = member.key as AnyNode;
  if (member.computed) return `[${tree.textOf(key)}]`;
  if (key.type === "PrivateIdentifier") return `#${key.name}`;
  return key.type === "Identifier" ? key.name : String((key as { value?: unknown }).value);
}

/** What is done with a function that has no name, e.g. `.map(`: only what a change elsewhere does not touch. */
function useOf(node: AnyNode, tree: SourceTree): string {
  const parent = tree.bindings.parentOf(node);
  if (parent?.type === "CallExpression" || parent?.type === "NewExpression") {
    const { callee } = parent;
    if (callee === node) return "()";
    return `${callee.type === "MemberExpression" ? `.${tree.textOf(callee.property)}` : tree.textOf(callee)}(`;
  }
  if (parent?.type === "AssignmentExpression") return `${tree.textOf(parent.left)} =`;
  return parent?.type ?? "";
}
