/**
 * Iterators of the language: what they are still to give, without advancing them.
 *
 * @module
 */
import { types } from "node:util";
import { NodeKind, type Wire } from "../../dump/format.ts";
import { detectRuntime } from "../../dump/runtime.ts";
import type { Inspection } from "../snapshot/site.ts";
import type { Prototype } from "./prototypes.ts";
import { hasOwn, isArray, ownValue, uncurry } from "./safe.ts";
import type { Walker } from "./walker.ts";

const { isMapIterator, isProxy, isSetIterator } = types;

const get = uncurry(Map.prototype.get);

/** Why there is no more to say of an iterator. */
const UNTOLD = "The engine does not tell what it is still to give";
/** The same, of one of which it is known what it goes through. */
const NO_PLACE = "The engine does not tell how far it has come";

/** Names for what JavaScriptCore tells that an iterator goes through. */
const SOURCES = ["array", "map", "set", "string"];

/** JavaScriptCore tells more of iterators than V8 does. */
const TELLS_SOURCES = detectRuntime().name === "bun";

/** Whether a prototype is that of iterators of the language; those of the program inherit from another one. */
export function isIteratorPrototype({ builtin }: Prototype): boolean {
  return builtin !== undefined && hasOwn(ITERATORS, builtin);
}

const ITERATORS: Readonly<Record<string, true>> = {
  "%ArrayIterator%": true,
  "%MapIterator%": true,
  "%SetIterator%": true,
  "%StringIterator%": true,
  "%RegExpStringIterator%": true,
  "%SegmentIterator%": true,
  "%IteratorHelper%": true,
  "%WrapForValidIterator%": true,
};

/** Describes an iterator of the language: V8 tells all of those of maps and sets, JavaScriptCore a part of some more. */
export function describeIterator(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const node = walker.node(NodeKind.generator, value, prototype);
  const isAsked = isMapIterator(value) || isSetIterator(value) ||
    (TELLS_SOURCES && (prototype.builtin === "%ArrayIterator%" || prototype.builtin === "%StringIterator%"));
  if (!isAsked) {
    node[node.length] = walker.omit("unsupported", "internals", undefined, UNTOLD);
    return node;
  }
  walker.inspect(value, (inspection, why) => {
    const entries = internal(inspection, "Entries");
    const kind = internal(inspection, "IteratorKind");
    if (!isArray(entries) || isProxy(entries) || typeof kind !== "string") {
      if (addSource(node, inspection, walker)) return;
      // No answer about this one value, or one that says nothing.
      const untold = why === undefined || (why as readonly unknown[])[1] === "unsupported";
      node[node.length] = untold ? walker.omit("unsupported", "internals", undefined, UNTOLD) : why;
      return;
    }
    const index = internal(inspection, "IteratorIndex");
    node[node.length] = kind;
    node[node.length] = walker.tableSlot(comingOf(entries, kind));
    node[node.length] = typeof index === "number" ? index : undefined;
  });
  return node;
}

/** Adds what an iterator goes through, where that is all that is known; false if it is not. */
function addSource(node: Wire[], inspection: Inspection | undefined, walker: Walker): boolean {
  const kind = internal(inspection, "kind");
  for (let at = 0; at < SOURCES.length; at++) {
    const source = internal(inspection, SOURCES[at]!);
    if (source === undefined || source === null) continue;
    // One of a string has no kind.
    node[node.length] = kind === "keys" || kind === "entries" ? kind : "values";
    node[node.length] = walker.omit("unsupported", "items", undefined, NO_PLACE);
    node[node.length] = undefined;
    node[node.length] = walker.tableSlot(source);
    return true;
  }
  return false;
}

/** What an iterator will give, in a list: a pair for each entry, or a key or a value. */
function comingOf(entries: readonly unknown[], kind: string): unknown[] {
  const coming: unknown[] = new Array(entries.length);
  for (let at = 0; at < entries.length; at++) {
    const entry = ownValue(entries, at) as object;
    const value = ownValue(entry, "value");
    coming[at] = kind === "entries" ? [ownValue(entry, "key"), value] : value;
  }
  return coming;
}

function internal(inspection: Inspection | undefined, name: string): unknown {
  const internals = inspection?.internals;
  return internals === undefined ? undefined : get(internals, name);
}
