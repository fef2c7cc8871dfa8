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
import { keyToken, propertyEntries } from "./properties.ts";
import { type Entry, type Shape, type ShapeOptions, token } from "./shape.ts";

const { apply, getOwnPropertyDescriptor } = Reflect;

/** Functions of the platform that tell what is in an object, from its internal slots, without running anything of it. */
const READERS: readonly (() => unknown)[] = [
  getOwnPropertyDescriptor(URL.prototype, "href")?.get,
  getOwnPropertyDescriptor(URLSearchParams.prototype, "toString")?.value,
].filter((reader) => typeof reader === "function");

/** What has a text: `URL "https://example.com/"`, `Locale "pt-BR"`; what a dump has of any other. Undefined for other values. */
export function hostShape(object: object, options: ShapeOptions): Shape | undefined {
  const facts = nodeOf(object);
  const head = token("class", escapeText(className(object)));
  const recorded = facts?.kind === NodeKind.host
    ? facts.internals.get("href") ?? facts.internals.get("toString")
    : undefined;
  const text = (/^URL/.test(className(object)) ? textOf(object) : undefined) ?? recorded;
  if (typeof text === "string") return { head: [head, token("punctuation", " "), primitiveToken(text, options)] };
  if (facts?.kind !== NodeKind.host) return undefined;
  const entries = function* (): Generator<Entry> {
    for (const [name, value] of facts.internals) yield* memberEntries(name, value);
    // Under symbols, some runtimes keep what is inside.
    yield* propertyEntries(object, { exceptSymbols: /^/ });
  };
  return { head: [head], body: { brackets: "{}", entries, optional: false } };
}

/** `type: "text/plain"`; of pairs each, `"accept" => "text/html"`; what stands for all of it without a name. */
function* memberEntries(name: string, value: unknown): Generator<Entry> {
  if (name === "toString" || name === "href" || name === "resolvedOptions") yield { part: { value } };
  else if (name !== "entries" || !Array.isArray(value)) yield { key: keyToken(name), separator: ": ", part: { value } };
  else for (const [key, one] of value) yield { key: { value: key }, separator: " => ", part: { value: one } };
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
