/**
 * Values whose insides are no properties: promises, proxies, weak references, generators, what a serializer kept.
 *
 * @module
 */
import { isGeneratorObject, isPromise, isWeakMap, isWeakSet } from "node:util/types";
import { NodeKind } from "../../dump/format.ts";
import { omittedOf } from "../rehydrate/omitted.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import { shownClass } from "./class_name.ts";
import { escapeText } from "./escape.ts";
import { isProxy } from "./is_proxy.ts";
import { propertyEntries } from "./properties.ts";
import { type Entry, type Shape, token } from "./shape.ts";

/** What Node puts on promises while its asynchronous hooks are on. */
const ASYNC_HOOKS = /^(?:(?:trigger_)?async_id_symbol|kResourceStore)$/;

/** Proxy: `Proxy(target)`. Nothing of it is read, since that runs traps; one from a dump has a record of its target. */
export function proxyShape(proxy: object): Shape {
  const internals = nodeOf(proxy)?.internals;
  if (internals?.has("Target") !== true) return { head: [token("class", "Proxy(…)")] };
  const entries = () => [{ part: { value: internals.get("Target") } }];
  return { head: [token("class", "Proxy")], body: { brackets: "()", entries, optional: false } };
}

/** Promise, weak collection or reference, generator, what a serializer kept; undefined for anything else. */
export function internalShape(object: object): Shape | undefined {
  if (isProxy(object)) return proxyShape(object);
  const entries = entriesFor(object);
  if (entries === undefined) return undefined;
  const all = function* () {
    yield* entries();
    yield* propertyEntries(object, { named: true, exceptSymbols: isPromise(object) ? ASYNC_HOOKS : undefined });
  };
  const name = shownClass(object, kindOf(object));
  // What a serializer kept is without its class.
  const isBare = nodeOf(object)?.kind === NodeKind.custom && Object.getPrototypeOf(object) === null;
  const head = name === "Object" || isBare ? [] : [token("class", name)];
  return { head, body: { brackets: "{}", entries: all, optional: false } };
}

/** What a value is whose class has no name. */
function kindOf(object: object): string {
  const kind = nodeOf(object)?.kind;
  if (kind === NodeKind.promise || isPromise(object)) return "Promise";
  if (isWeakMap(object)) return "WeakMap";
  if (isWeakSet(object)) return "WeakSet";
  return kind === NodeKind.generator ? "Generator" : "";
}

function entriesFor(object: object): (() => Iterable<Entry>) | undefined {
  const facts = nodeOf(object);
  const kind = facts?.kind;
  const internals = facts?.internals ?? new Map<string, unknown>();
  if (kind === NodeKind.promise || isPromise(object)) return () => promiseEntries(internals);
  if (kind === NodeKind.weak) return () => weakEntries(internals);
  if (isWeakMap(object) || isWeakSet(object)) return () => [{ part: token("faint", "<items not known>") }];
  if (kind === NodeKind.custom) return () => storedEntries(internals);
  if (internals.has("IteratorKind")) return () => iteratorEntries(internals);
  if (kind === NodeKind.generator) return () => stateEntries(internals, "GeneratorState");
  return isGeneratorObject(object) ? () => stateEntries(internals, "GeneratorState") : undefined;
}

/** `<pending>`, `<fulfilled>: value`. The state of a promise of this process cannot be read. */
function promiseEntries(internals: ReadonlyMap<string, unknown>): Entry[] {
  if (!internals.has("PromiseResult")) return stateEntries(internals, "PromiseState");
  const key = token("faint", `<${escapeText(String(internals.get("PromiseState")))}>`);
  return [{ key, separator: ": ", part: { value: internals.get("PromiseResult") } }];
}

function stateEntries(internals: ReadonlyMap<string, unknown>, name: string): Entry[] {
  const state = internals.get(name);
  if (omittedOf(state) !== undefined) return [{ part: { value: state } }];
  return [{ part: token("faint", typeof state === "string" ? `<${escapeText(state)}>` : "<state not known>") }];
}

/** `<entries, at 1>, "b" => 2`: what an iterator is still to give. */
function* iteratorEntries(internals: ReadonlyMap<string, unknown>): Generator<Entry> {
  const kind = String(internals.get("IteratorKind"));
  const index = internals.get("IteratorIndex");
  yield { part: token("faint", typeof index === "number" ? `<${kind}, at ${index}>` : `<${kind}>`) };
  const coming = internals.get("Entries");
  if (internals.has("IteratorSource")) {
    yield { key: token("faint", "<over>"), separator: ": ", part: { value: internals.get("IteratorSource") } };
  }
  if (!Array.isArray(coming)) {
    yield { part: { value: coming } };
    return;
  }
  for (const item of coming) {
    const isPair = kind === "entries" && Array.isArray(item) && item.length === 2;
    yield isPair ? { key: { value: item[0] }, separator: " => ", part: { value: item[1] } } : { part: { value: item } };
  }
}

/** `<money>: value`: what a serializer of the program kept, under its name. */
function storedEntries(internals: ReadonlyMap<string, unknown>): Entry[] {
  const key = token("faint", `<${escapeText(String(internals.get("Serializer")).slice(0, 100))}>`);
  return [{ key, separator: ": ", part: { value: internals.get("Stored") } }];
}

function* weakEntries(internals: ReadonlyMap<string, unknown>): Generator<Entry> {
  if (internals.has("Target")) yield { part: { value: internals.get("Target") } };
  const held = internals.get("Entries");
  if (!Array.isArray(held)) {
    if (held !== undefined) yield { part: { value: held } };
    return;
  }
  for (const item of held) {
    // A pair of a WeakMap is an array that is in no dump.
    const isPair = Array.isArray(item) && item.length === 2 && nodeOf(item) === undefined;
    yield isPair ? { key: { value: item[0] }, separator: " => ", part: { value: item[1] } } : { part: { value: item } };
  }
}
