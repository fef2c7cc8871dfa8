/**
 * The members of a class that is a function: what is assigned to its prototype.
 *
 * @module
 */
import type { AnyNode } from "acorn";
import { isFunction } from "./bindings.ts";
import type { Outline, Unit } from "./outline.ts";
import { assignedNames } from "./required_names.ts";
import type { SourceTree } from "./source_tree.ts";
import { syntaxNodes } from "./syntax_nodes.ts";

/**
 * The functions that stand in assignments such as `Old.prototype.greet = function () {…}`, or that are named there as in
 * `MapCache.prototype["delete"] = mapCacheDelete`, by key. The assignments are where the class is declared.
 */
export function prototypeMembers(unit: Unit, name: string, tree: SourceTree, outline: Outline): Map<string, Unit> {
  const members = new Map<string, Unit>();
  const assigned = new Set(assignedNames(tree.program));
  const declared = outline.units.filter((one) =>
    one.node.type === "FunctionDeclaration" && one.around === unit.around && !assigned.has(one.name)
  );
  const body = unit.around === undefined ? tree.program : unit.around.node;
  for (const node of syntaxNodes(body, (at) => at === body || !isFunction(at as AnyNode)) as Iterable<AnyNode>) {
    if (node.type !== "AssignmentExpression" || node.operator !== "=") continue;
    const key = keyOf(node.left, name);
    const member = key === undefined ? undefined : functionOf(node.right, declared, outline);
    if (key !== undefined && member !== undefined && !members.has(key)) members.set(key, member);
  }
  return members;
}

/** The key of `Name.prototype.key` or `Name.prototype["key"]`. */
function keyOf(target: AnyNode, name: string): string | undefined {
  if (target.type !== "MemberExpression" || target.object.type !== "MemberExpression") return undefined;
  const { object: { object, property: prototype }, property, computed } = target;
  if (object.type !== "Identifier" || object.name !== name) return undefined;
  if (prototype.type !== "Identifier" || prototype.name !== "prototype" || target.object.computed) return undefined;
  if (!computed) return property.type === "Identifier" ? property.name : undefined;
  return property.type === "Literal" && typeof property.value === "string" ? property.value : undefined;
}

/** The function that is assigned: one that stands there, or the one of these that has that name. */
function functionOf(value: AnyNode, declared: readonly Unit[], outline: Outline): Unit | undefined {
  // `A.prototype.x = A.prototype.y = function () {…}` assigns the same to both.
  const last = lastOf(value);
  if (last.type !== "Identifier") return isFunction(last) ? outline.of(last) : undefined;
  const namesakes = declared.filter(({ name }) => name === last.name);
  return namesakes.length === 1 ? namesakes[0] : undefined;
}

function lastOf(value: AnyNode): AnyNode {
  let last = value;
  while (last.type === "AssignmentExpression" && last.operator === "=") last = last.right;
  return last;
}
