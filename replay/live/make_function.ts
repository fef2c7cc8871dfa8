/**
 * A function of a source → a function that runs.
 *
 * @module
 */
import type { AnyNode, PrivateIdentifier } from "acorn";
import type { AnyFunction } from "../rehydrate/stub.ts";
import { privateNamesOf } from "../evaluate/syntax_tree.ts";
import { isClass } from "./bindings.ts";
import { environmentOf } from "./cell.ts";
import { CodeWriter } from "./code_writer.ts";
import { compile } from "./compile.ts";
import type { Unit } from "./outline.ts";
import { cellsFor, type Home, privateSurroundings, type Surroundings } from "./surroundings.ts";
import { syntaxNodes } from "./syntax_nodes.ts";
import { UnavailableError } from "./unavailable_error.ts";

/**
 * Makes a function that is no member of a class: from its text, with the variables around it.
 *
 * @param name Its own `name`.
 * @throws {UnavailableError} If it needs something of the code around that cannot be had.
 */
export function makeFunction(unit: Unit, name: string, home: Home, around: Surroundings): AnyFunction {
  const { tree } = home;
  const writer = new CodeWriter(tree, unit.definition);
  checkContext(unit, writer);
  const inside = privateSurroundings(privateNamesIn(unit.node), unit, home);
  if ("why" in inside) throw new UnavailableError(`Cannot make ${label(unit)} live: ${inside.why}`);
  const cells = cellsFor(writer, home, around);
  writer.rewrite(unit.definition, (free) => cells.has(free));
  if (unit.kind === "arrow") writer.rewriteReceiver();
  const text = unit.definition === unit.node ? writer.render(unit.node) : memberText(unit.definition, writer, name);
  const made = compile({
    text,
    ...writer.names,
    url: tree.url,
    line: tree.lineOf(unit.definition.start),
    isStrict: tree.isStrict,
    form: "expression",
  }, inside.compile)(environmentOf(cells), helpersFor(unit, home, around));
  const result = unit.definition === unit.node ? made : memberOf(made as object);
  if (typeof result !== "function") throw new UnavailableError(`Cannot make ${label(unit)} live: its text gives none`);
  if (result.name !== name) Object.defineProperty(result, "name", { value: name, configurable: true });
  return result as AnyFunction;
}

/** What a function is called in a complaint. */
export function label({ name, place }: Unit): string {
  return `${name === "" ? "the function" : name} at line ${place.line}`;
}

/** Private names that a piece uses and its own classes do not declare. */
export function privateNamesIn(root: AnyNode): Set<string> {
  const used = new Set<string>();
  const declared = new Set<string>();
  for (const node of syntaxNodes(root)) {
    if (node.type === "PrivateIdentifier") used.add(`#${(node as PrivateIdentifier).name}`);
    if (isClass(node)) { for (const name of privateNamesOf(node)) declared.add(`#${name}`); }
  }
  for (const name of declared) used.delete(name);
  return used;
}

function checkContext(unit: Unit, writer: CodeWriter): void {
  const { definition, kind } = unit;
  if (writer.tree.isDecorated(definition)) {
    throw new UnavailableError(`Cannot make ${label(unit)} live: it has a class with decorators`);
  }
  if (kind === "arrow") {
    for (const use of writer.usesOfAround()) {
      if (use !== "this") {
        throw new UnavailableError(`Cannot make ${label(unit)} live: it uses ${use} of the function around`);
      }
    }
  } else if (definition !== unit.node && usesSuper(unit.node)) {
    throw new UnavailableError(`Cannot make ${label(unit)} live: it uses super outside of a class`);
  }
}

function usesSuper(method: AnyNode): boolean {
  for (const node of syntaxNodes(method, (node) => !isClass(node))) if (node.type === "Super") return true;
  return false;
}

function helpersFor(unit: Unit, home: Home, { receiver }: Surroundings): Home["helpers"] {
  if (unit.kind !== "arrow") return home.helpers;
  return Object.create(home.helpers, {
    receiver: {
      get() {
        if (receiver !== undefined) return receiver.value;
        return home.gaps.meet(`Cannot read this of ${label(unit)}: it is not in the dump`);
      },
    },
  });
}

/** A method as the only member of an object. */
function memberText(definition: AnyNode, writer: CodeWriter, name: string): string {
  const { key } = definition as AnyNode & { key: AnyNode };
  const isPrivate = key.type === "PrivateIdentifier";
  const isComputed = (definition as { computed?: boolean }).computed === true;
  if (isPrivate || isComputed) {
    writer.edits.replace(key.start, key.end, isPrivate ? `[${JSON.stringify(name)}]` : JSON.stringify(name));
  }
  const text = writer.render(definition);
  const isStatic = (definition as { static?: boolean }).static === true;
  return `({ ${isStatic ? text.replace(/^static/, "") : text} })`;
}

function memberOf(holder: object): unknown {
  const [key = ""] = Reflect.ownKeys(holder);
  const descriptor = Object.getOwnPropertyDescriptor(holder, key);
  return descriptor?.value ?? descriptor?.get ?? descriptor?.set;
}
