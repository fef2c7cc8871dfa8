/**
 * Functions and classes: the table of their code, and the nodes of function objects.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { types } from "node:util";
import { type FunctionRecord, NodeKind, type Position, type SourceRecord, type Wire } from "../../dump/format.ts";
import { functionKind, functionText, isNativeText } from "./function_text.ts";
import { sourcePosition } from "./source_position.ts";
import { getOwnPropertyDescriptor, getOwnPropertyNames, getOwnPropertySymbols, SafeMap } from "./safe.ts";
import type { Prototype } from "./prototypes.ts";
import type { Walker } from "./walker.ts";

const { isAsyncFunction, isGeneratorFunction, isProxy } = types;

type Draft = { -readonly [Key in keyof FunctionRecord]: FunctionRecord[Key] };

/** The code of the functions met so far. */
export class FunctionTable {
  /** The finished table. */
  readonly records: Draft[] = [];
  readonly #indexes = new SafeMap<string, number>();
  readonly #maxText: number;
  readonly #source: (url: string) => SourceRecord | undefined;
  readonly #clean: (text: string) => string;

  constructor(
    maxText: number,
    source: (url: string) => SourceRecord | undefined,
    clean: (text: string) => string,
  ) {
    this.#maxText = maxText;
    this.#source = source;
    this.#clean = clean;
  }

  /** Index of the code of a function that is not a proxy. */
  index(value: object, location?: Position): number {
    const text = functionText(value);
    const native = isNativeText(text);
    const name = ownText(value, "name");
    const length = ownCount(value, "length");
    const place = location === undefined ? "" : `${location.url}:${location.line}:${location.column}`;
    const id = native ? `${name} ${length}` : `${place} ${name} ${length} ${text}`;
    const known = this.#indexes.get(id);
    if (known !== undefined) return known;
    const index = this.records.length;
    this.#indexes.set(id, index);
    const record: Draft = {
      name,
      length,
      kind: native ? "native" : functionKind(text, name),
      async: isAsyncFunction(value),
      generator: isGeneratorFunction(value),
    };
    if (!native) {
      record.hash = createHash("sha256").update(text).digest("hex");
      if (text.length <= this.#maxText) record.text = this.#clean(text);
      if (location !== undefined) this.#locate(record, text, location);
    }
    this.records[index] = record;
    return index;
  }

  #locate(record: Draft, text: string, generated: Position): void {
    record.generated = generated;
    const source = this.#source(generated.url)?.text;
    const position = source === undefined ? undefined : sourcePosition(source, text, generated);
    if (position !== undefined) record.position = position;
  }
}

/** Describes a function or a class that is not a proxy. */
export function describeFunction(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const node = walker.node(NodeKind.function, value, prototype, functionKeys(value));
  if (isNativeText(functionText(value))) {
    node[node.length] = walker.functionIndex(value);
    return node;
  }
  const payload = node.length;
  node[payload] = 0;
  walker.inspect(value, (inspection, why) => {
    node[payload] = walker.functionIndex(value, inspection?.location);
    const scopes = inspection?.scopes;
    if (scopes === undefined) {
      node[payload + 1] = why;
      return;
    }
    for (let at = 0; at < scopes.length; at++) node[payload + 1 + at] = walker.scopeIndex(scopes[at]!);
  });
  return node;
}

/**
 * The own keys of a function without those that its record tells already: `length` and `name` with the usual
 * attributes, and a `prototype` that holds nothing but its `constructor`, or is that of a class.
 */
function functionKeys(value: object): readonly PropertyKey[] {
  const names = getOwnPropertyNames(value);
  const keys: PropertyKey[] = [];
  for (let at = 0; at < names.length; at++) {
    const name = names[at]!;
    if (name === "arguments" || name === "caller") continue;
    if ((name === "length" || name === "name") && isUsual(getOwnPropertyDescriptor(value, name))) continue;
    if (name === "prototype" && isOwnPrototype(value)) continue;
    keys[keys.length] = name;
  }
  const symbols = getOwnPropertySymbols(value);
  for (let at = 0; at < symbols.length; at++) keys[keys.length] = symbols[at]!;
  return keys;
}

function isUsual(descriptor: PropertyDescriptor | undefined): boolean {
  if (descriptor === undefined || descriptor.get !== undefined || descriptor.set !== undefined) return false;
  const { value } = descriptor;
  return descriptor.writable === false && descriptor.enumerable === false && descriptor.configurable === true &&
    (typeof value === "string" || (typeof value === "number" && value >= 0));
}

function isOwnPrototype(value: object): boolean {
  const prototype: unknown = getOwnPropertyDescriptor(value, "prototype")?.value;
  if (typeof prototype !== "object" || prototype === null || isProxy(prototype)) return false;
  const descriptor = getOwnPropertyDescriptor(prototype, "constructor");
  // Of a generator function: an object without anything.
  if (descriptor === undefined) return getOwnPropertyNames(prototype).length === 0;
  return descriptor.value === value;
}

function ownText(value: object, key: string): string {
  const text: unknown = getOwnPropertyDescriptor(value, key)?.value;
  return typeof text === "string" ? text : "";
}

function ownCount(value: object, key: string): number {
  const count: unknown = getOwnPropertyDescriptor(value, key)?.value;
  return typeof count === "number" && count >= 0 ? count : 0;
}
