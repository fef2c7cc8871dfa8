/**
 * Own properties and private fields as entries.
 *
 * @module
 */
import { type Facts, nodeOf } from "../rehydrate/provenance.ts";
import { escapeText } from "./escape.ts";
import { omittedToken } from "./omitted_text.ts";
import { ownProperty } from "./own_data.ts";
import { descriptionOf, symbolToken } from "./primitives.ts";
import { quote } from "./quote.ts";
import { type Entry, type Part, type Token, token } from "./shape.ts";

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const INDEX = /^(?:0|[1-9]\d*)$/;

/** Longest key. */
const KEY_LENGTH = 1000;

/** The name of a property: as it is if it could stand after a dot, else in quotes or brackets. */
export function keyToken(key: string | symbol): Token {
  if (typeof key === "symbol") return token("symbol", `[${symbolToken(key).text}]`);
  const text = key.slice(0, KEY_LENGTH);
  return token("key", IDENTIFIER.test(text) && escapeText(text) === text ? text : quote(text));
}

/** What a property holds; its getter is not run. */
export function propertyPart(property: PropertyDescriptor | undefined): Part {
  if (property === undefined) return token("omitted", "‹not initialized›");
  if (property.get === undefined && property.set === undefined) return { value: property.value };
  if (property.get === undefined) return token("omitted", "‹setter›");
  return token("omitted", property.set === undefined ? "‹getter›" : "‹getter/setter›");
}

/** What an object shows beside its items. */
export interface PropertyOptions {
  /** Whether elements, which are shown elsewhere, are left out. */
  readonly named?: boolean;
  /** Names that are shown elsewhere. */
  readonly except?: readonly string[];
  /** Descriptions of symbols that are left out. */
  readonly exceptSymbols?: RegExp | undefined;
}

/** The enumerable own properties of an object, then the private fields that the dump has, then what was cut. */
export function* propertyEntries(object: object, options: PropertyOptions = {}): Generator<Entry> {
  const { named = false, except = [], exceptSymbols } = options;
  const facts = nodeOf(object);
  for (const key of keysOf(object, facts)) {
    if (typeof key === "string" && ((named && INDEX.test(key)) || except.includes(key))) continue;
    if (typeof key === "symbol" && exceptSymbols?.test(descriptionOf(key))) continue;
    const property = ownProperty(object, key);
    if (property !== undefined && !property.enumerable) continue;
    yield { key: keyToken(key), separator: ": ", part: propertyPart(property) };
  }
  for (const field of facts?.privates ?? []) {
    yield { key: token("privateKey", escapeText(field.name)), separator: ": ", part: { value: field.value } };
  }
  if (!named && facts?.rest !== undefined) yield { part: omittedToken(facts.rest) };
}

/** The own keys of an object; of very many, those that it was recorded with come first. */
function* keysOf(object: object, facts: Facts | undefined): Generator<string | symbol> {
  const names = facts?.manyNames;
  for (const name of names ?? []) if (Object.hasOwn(object, name)) yield name;
  const listed = names && new Set<string | symbol>(names);
  for (const key of Reflect.ownKeys(object)) if (listed?.has(key) !== true) yield key;
}
