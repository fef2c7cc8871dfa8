/**
 * Functions and classes: the table of their code, and the nodes of function objects.
 *
 * @module
 */
import { createHash, type Hash } from "node:crypto";
import { types } from "node:util";
import { type FunctionRecord, NodeKind, type Position, type SourceRecord, type Wire } from "../../dump/format.ts";
import { originOf } from "../origin.ts";
import { describeBound, isBound, isRenamed } from "./exotics.ts";
import { functionKind, functionText, isClassText, isNativeText } from "./function_text.ts";
import { attributesOf, METHOD } from "./objects.ts";
import { sourcePosition } from "./source_position.ts";
import {
  exec,
  getOwnPropertyDescriptor,
  getOwnPropertyNames,
  getOwnPropertySymbols,
  getPrototypeOf,
  hasOwn,
  isExtensible,
  isInteger,
  ownValue,
  SafeMap,
  toWellFormed,
  uncurry,
} from "./safe.ts";
import type { Prototype } from "./prototypes.ts";
import type { Walker } from "./walker.ts";

const { isAsyncFunction, isGeneratorFunction, isProxy } = types;

type Draft = { -readonly [Key in keyof FunctionRecord]: FunctionRecord[Key] };

const hashPrototype = getPrototypeOf(createHash("sha256")) as Hash;
const update = uncurry(hashPrototype.update as (text: string) => Hash);
const digest = uncurry(hashPrototype.digest as (encoding: "hex") => string);

function sha256(text: string): string {
  const hash = createHash("sha256");
  update(hash, text);
  return digest(hash, "hex");
}

/** What no function declares more of. */
const MAX_PARAMETERS = 65_535;

/**
 * UTF-16 units of the texts of functions that are kept, nearest to the crash first: of the program's own, and of others'
 * with those whose place is not known.
 */
const MAX_OWN_TEXTS = 256_000;
const MAX_OTHER_TEXTS = 32_000;

/** The code of the functions met so far. */
export class FunctionTable {
  /** The finished table. */
  readonly records: Draft[] = [];
  readonly #indexes = new SafeMap<string, number>();
  readonly #maxText: number;
  readonly #ownRoom = { left: MAX_OWN_TEXTS };
  readonly #otherRoom = { left: MAX_OTHER_TEXTS };
  readonly #source: (url: string) => SourceRecord | undefined;

  constructor(maxText: number, source: (url: string) => SourceRecord | undefined) {
    this.#maxText = maxText;
    this.#source = source;
  }

  /** Index of the code of a function that is not a proxy. */
  index(value: object, location?: Position): number {
    const text = functionText(value);
    const native = isNativeText(text);
    const name = ownText(value, "name");
    const length = parameterCount(value);
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
      // Some engines tell by the prototype, which may be another.
      async: isAsyncFunction(value) || exec(/^async\s+function\b/, text) !== null,
      generator: isGeneratorFunction(value) || exec(/^(?:async\s+)?function\s*\*/, text) !== null,
    };
    if (!native) {
      record.hash = sha256(text);
      if (text.length <= this.#maxText && this.#takeRoom(text, location)) record.text = toWellFormed(text);
      if (location !== undefined) this.#locate(record, text, location);
    }
    this.records[index] = record;
    return index;
  }

  /** As {@linkcode index}, of code that nobody is likely to look at: neither its text nor its place. */
  farIndex(value: object): number {
    const text = functionText(value);
    const name = ownText(value, "name");
    const length = parameterCount(value);
    const id = `far ${name} ${length} ${text}`;
    const known = this.#indexes.get(id);
    if (known !== undefined) return known;
    const index = this.records.length;
    this.#indexes.set(id, index);
    this.records[index] = {
      name,
      length,
      kind: functionKind(text, name),
      async: isAsyncFunction(value),
      generator: isGeneratorFunction(value),
    };
    return index;
  }

  #locate(record: Draft, text: string, generated: Position): void {
    const source = this.#source(generated.url)?.text;
    const position = source === undefined ? undefined : sourcePosition(source, text, generated);
    if (position !== undefined) record.position = position;
    else record.generated = generated;
  }

  /** Takes room for the text of a function; false when there is not enough left. */
  #takeRoom({ length }: string, location: Position | undefined): boolean {
    const isOwn = location !== undefined && originOf(location.url) === "program";
    const room = isOwn ? this.#ownRoom : this.#otherRoom;
    if (length > room.left) return false;
    room.left -= length;
    return true;
  }
}

/** Describes a function or a class that is not a proxy. */
export function describeFunction(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const text = functionText(value);
  const native = isNativeText(text);
  if (native && (isBound(value) || isRenamed(value, text))) return describeBound(value, prototype, walker);
  const node = walker.node(NodeKind.function, value, prototype, functionKeys(value, text, walker));
  if (native) {
    node[node.length] = walker.functionIndex(value);
    return node;
  }
  if (walker.isFar()) {
    node[node.length] = walker.farFunctionIndex(value);
    node[node.length] = walker.omit("depth", "closure");
    return node;
  }
  node[node.length] = 0;
  walker.inspect(value, (inspection, why) => {
    // Private fields may stand before it by now, if it is an instance of a class.
    node[node.length - 1] = walker.functionIndex(value, inspection?.location);
    const scopes = inspection?.scopes;
    if (scopes === undefined) node[node.length] = why ?? walker.omit("unsupported", "closure");
    else walker.modules.addTo(node, scopes, inspection!.location?.url);
    if (inspection?.privates !== undefined && prototype.privates === undefined) {
      walker.addPrivates(node, inspection.privates);
    }
  });
  return node;
}

/**
 * The own keys of a function without those that its record tells already: `length` and `name` with the usual
 * attributes, and a `prototype` that holds nothing but its `constructor`, or is that of a class.
 */
function functionKeys(value: object, text: string, walker: Walker): readonly PropertyKey[] {
  const names = getOwnPropertyNames(value);
  const keys: PropertyKey[] = [];
  // Those that were deleted.
  if (!hasOwn(value, "length")) keys[keys.length] = "length";
  if (!hasOwn(value, "name")) keys[keys.length] = "name";
  for (let at = 0; at < names.length; at++) {
    const name = names[at]!;
    if (name === "arguments" || name === "caller") continue;
    if ((name === "length" || name === "name") && isUsual(name, getOwnPropertyDescriptor(value, name))) continue;
    if (name === "prototype" && isToldByClass(value, text, walker)) continue;
    keys[keys.length] = name;
  }
  const symbols = getOwnPropertySymbols(value);
  for (let at = 0; at < symbols.length; at++) keys[keys.length] = symbols[at]!;
  return keys;
}

function isUsual(key: "length" | "name", descriptor: PropertyDescriptor | undefined): boolean {
  if (descriptor === undefined || !hasOwn(descriptor, "value")) return false;
  const { value } = descriptor;
  return descriptor.writable === false && descriptor.enumerable === false && descriptor.configurable === true &&
    (key === "length" ? isParameterCount(value) : typeof value === "string" && toWellFormed(value) === value);
}

/** Whether the `prototype` of a function needs no property; if there is more to it, the class is added to the table. */
function isToldByClass(value: object, text: string, walker: Walker): boolean {
  const own = getOwnPropertyDescriptor(value, "prototype");
  const prototype: unknown = own === undefined || !hasOwn(own, "value") ? undefined : own.value;
  if (typeof prototype !== "object" || prototype === null || isProxy(prototype)) return false;
  if (ownValue(prototype, "constructor") !== value) return false;
  // Of a class it cannot be assigned, of a function it can.
  if (own!.writable === isClassText(text)) return false;
  const names = getOwnPropertyNames(prototype);
  const isClass = isClassText(text) || names.length > 1 || getOwnPropertySymbols(prototype).length > 0 ||
    walker.prototypeOf(prototype).base !== "Object" || !isExtensible(prototype) ||
    attributesOf(getOwnPropertyDescriptor(prototype, "constructor")!) !== METHOD;
  if (isClass) walker.addClass(prototype);
  return true;
}

function ownText(value: object, key: string): string {
  const text = ownValue(value, key);
  return typeof text === "string" ? text : "";
}

/** How many parameters a function that is not a proxy says that it declares. */
export function parameterCount(value: object): number {
  const length = ownValue(value, "length");
  return isParameterCount(length) ? length : 0;
}

function isParameterCount(value: unknown): value is number {
  return isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_PARAMETERS;
}
