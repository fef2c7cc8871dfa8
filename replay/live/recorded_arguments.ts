/**
 * The arguments of a recorded call.
 *
 * @module
 */
import type { AnyNode, Identifier, Pattern } from "acorn";
import { namesIn } from "../evaluate/syntax_tree.ts";
import type { Unit } from "./outline.ts";
import type { SourceTree } from "./source_tree.ts";
import { syntaxNodes } from "./syntax_nodes.ts";

/** Arguments, made from the variables that the parameters bound. */
export interface RecordedArguments {
  readonly values: readonly unknown[];
  /** What may be different from what was passed, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Makes arguments such that the parameters of a function bind the recorded values.
 *
 * @param value The value of a variable of the call; throws when it is not in the dump.
 */
export function recordedArguments({ node }: Unit, value: (name: string) => unknown): RecordedArguments {
  const { params } = node as unknown as { params: Pattern[] };
  const values = params.flatMap((param) =>
    param.type === "RestElement" ? [...valueFor(param.argument, value) as Iterable<unknown>] : [valueFor(param, value)]
  );
  const assigned = assignedNames(node, new Set(params.flatMap(namesIn)));
  return {
    values,
    notes: assigned.map((name) =>
      `${name} was assigned in the call: it begins with the value that it had at the throw`
    ),
  };
}

/** Whether the body of a function uses a parameter of it. */
export function usesParameter({ node }: Unit, { bindings }: SourceTree, name: string): boolean {
  const { body } = node as { body?: AnyNode };
  if (body === undefined) return false;
  for (const one of syntaxNodes(body)) {
    if (one.type !== "Identifier" || (one as Identifier).name !== name || !bindings.isVariable(one as Identifier)) {
      continue;
    }
    if (bindings.scopeOf(name, one) === node) return true;
  }
  return false;
}

/** What a pattern has to be given. */
function valueFor(pattern: Pattern, value: (name: string) => unknown): unknown {
  switch (pattern.type) {
    case "Identifier":
      return value(pattern.name);
    case "AssignmentPattern":
      return valueFor(pattern.left, value);
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => {
        if (element === null) return [undefined];
        return element.type === "RestElement"
          ? [...valueFor(element.argument, value) as Iterable<unknown>]
          : [valueFor(element, value)];
      });
    case "ObjectPattern": {
      const object: Record<string, unknown> = {};
      for (const property of pattern.properties) {
        if (property.type === "RestElement") Object.assign(object, valueFor(property.argument, value));
        else object[nameOfKey(property)] = valueFor(property.value, value);
      }
      return object;
    }
    default:
      return undefined;
  }
}

function nameOfKey(property: { key: unknown; computed: boolean }): string {
  const key = property.key as AnyNode;
  return key.type === "Identifier" ? key.name : String((key as { value?: unknown }).value);
}

/** Parameters that the function itself assigns. */
function assignedNames(node: AnyNode, names: ReadonlySet<string>): string[] {
  const assigned = new Set<string>();
  for (const inner of syntaxNodes(node)) {
    const one = inner as AnyNode;
    const targets = one.type === "AssignmentExpression"
      ? namesIn(one.left as Pattern)
      : one.type === "UpdateExpression" && one.argument.type === "Identifier"
      ? [one.argument.name]
      : [];
    for (const name of targets) if (names.has(name)) assigned.add(name);
  }
  return [...assigned];
}
