/**
 * Objects of the platform, whose properties show nothing.
 *
 * @module
 */
import { NodeKind } from "../../dump/format.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import { className } from "./class_name.ts";
import { escapeText } from "./escape.ts";
import { primitiveToken } from "./primitives.ts";
import { propertyEntries } from "./properties.ts";
import { type Entry, type Shape, type ShapeOptions, token } from "./shape.ts";

const { apply, getOwnPropertyDescriptor } = Reflect;

/** Functions of the platform that tell what is in an object, from its internal slots, without running anything of it. */
const READERS: readonly (() => unknown)[] = [
  getOwnPropertyDescriptor(URL.prototype, "href")?.get,
  getOwnPropertyDescriptor(URLSearchParams.prototype, "toString")?.value,
].filter((reader) => typeof reader === "function");

/** A URL or its parameters: `URL "https://example.com/"`; what a dump has of any other. Undefined for other values. */
export function hostShape(object: object, options: ShapeOptions): Shape | undefined {
  const facts = nodeOf(object);
  const head = token("class", escapeText(className(object)));
  const text = /^URL/.test(className(object)) ? textOf(object) : undefined;
  if (text !== undefined) return { head: [head, token("punctuation", " "), primitiveToken(text, options)] };
  if (facts?.kind !== NodeKind.host) return undefined;
  const slots = facts.internals.get("Slots");
  const entries = function* (): Generator<Entry> {
    for (const value of Array.isArray(slots) ? slots : []) yield { part: { value } };
    yield* propertyEntries(object);
  };
  return { head: [head], body: { brackets: "{}", entries, optional: false } };
}

function textOf(object: object): string | undefined {
  for (const reader of READERS) {
    try {
      const text = apply(reader, object, []);
      if (typeof text === "string") return text;
    } catch {
      // Not of that class.
    }
  }
  return undefined;
}
