/**
 * Where in a source a recorded function stands.
 *
 * @module
 */
import type { Node } from "acorn";
import type { FunctionRecord } from "../../dump/format.ts";
import type { Outline, Unit } from "./outline.ts";
import type { ParseFunction } from "./parse_source.ts";
import { isSameTree } from "./same_tree.ts";

/** A function as it is recorded. */
export type RecordedFunction = Pick<FunctionRecord, "name" | "kind" | "length" | "text" | "position" | "generated">;

/**
 * Finds a recorded function in the module that it stood in: at its recorded position; else, since runtimes tell
 * positions in what they made of TypeScript, by its text, compared as a tree; else by its name, if no other function of
 * the module can be meant.
 */
export function locate(record: RecordedFunction, outline: Outline, parseFunction: ParseFunction): Unit | undefined {
  const { position, kind, length, text } = record;
  const name = record.name.replace(/^(?:get|set) /, "");
  const place = position ?? record.generated;
  const alike = outline.units.filter((unit) => unit.kind === kind && isNamed(unit, name));
  if (position !== undefined) {
    const there = alike.find((unit) => unit.place.line === position.line && unit.place.column === position.column);
    if (there !== undefined) return there;
  }
  const same = alikeIn(record, outline, parseFunction);
  if (same.length > 0) return nearest(same, place?.line);
  const namesakes = alike.filter((unit) => unit.name === name && unit.length === length);
  if (name === "" || namesakes.length < 2) return name === "" ? undefined : namesakes[0];
  return mostSimilar(namesakes, text ?? "", outline);
}

/** The functions of a module with the text of a recorded one, compared as a tree. */
export function alikeIn(
  { kind, name, text }: RecordedFunction,
  outline: Outline,
  parseFunction: ParseFunction,
): Unit[] {
  const tree = text === undefined ? undefined : parseFunction(text);
  const bare = name.replace(/^(?:get|set) /, "");
  return tree === undefined
    ? []
    : outline.units.filter((unit) =>
      unit.kind === kind && isNamed(unit, bare) && isSameTree(unwrap(unit.definition), unwrap(tree))
    );
}

/** Whether it may have that name: names of computed members and of functions that were given one later are not known. */
function isNamed(unit: Unit, name: string): boolean {
  return unit.name === name || unit.name === "" || name === "" || unit.name.startsWith("[");
}

/** A declaration and an expression with the same text differ in their type only, a method also in what is around it. */
function unwrap(node: Node): Node {
  const { type, value } = node as Node & { value?: Node };
  if ((type === "MethodDefinition" || type === "Property") && value !== undefined) return unwrap(value);
  return { ...node, type: type.replace(/^(Function|Class)Declaration$/, "$1Expression") };
}

/** Of several functions with the same text, the one that is nearest; which of them hardly matters. */
function nearest(units: readonly Unit[], line: number | undefined): Unit | undefined {
  if (line === undefined) return units[0];
  return units.reduce((best, unit) =>
    Math.abs(unit.place.line - line) < Math.abs(best.place.line - line) ? unit : best
  );
}

/** The one that shares most words with a text; undefined when two share the same. */
function mostSimilar(units: readonly Unit[], text: string, outline: Outline): Unit | undefined {
  const words = wordsOf(text);
  const scored = units.map((unit) => {
    const own = wordsOf(outline.tree.textOf(unit.definition));
    const shared = [...own].filter((word) => words.has(word)).length;
    return { unit, score: shared / Math.max(1, own.size + words.size - shared) };
  }).sort((left, right) => right.score - left.score);
  const [first, second] = scored;
  return first === undefined || first.score === second?.score ? undefined : first.unit;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.match(/[\p{ID_Continue}$]+/gu));
}
