/**
 * Values whose inside only an inspector shows: promises, proxies, bound functions, weak collections, generators.
 * Engines call their internal slots by slightly different names; both are looked for.
 *
 * @module
 */
import { types } from "node:util";
import { NodeKind, type Wire } from "../../dump/format.ts";
import type { Inspection } from "../snapshot/site.ts";
import { keysAndAbsent } from "./objects.ts";
import type { Prototype } from "./prototypes.ts";
import { runsCodeWhenThrown } from "./runs_code.ts";
import { exec, getOwnPropertyNames, hasOwn, isArray, ownValue, startsWith, uncurry } from "./safe.ts";
import type { Walker } from "./walker.ts";

const { isProxy, isWeakMap } = types;

const deref = uncurry(WeakRef.prototype.deref);
const get = uncurry(Map.prototype.get);
const has = uncurry(Map.prototype.has);

/** Describes a promise. */
export function describePromise(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const node = walker.node(NodeKind.promise, value, prototype);
  walker.inspect(value, (inspection, why) => {
    const state = internal(inspection, "PromiseState", "status");
    if (typeof state !== "string") return append(node, why ?? unknown(walker));
    append(node, state === "resolved" ? "fulfilled" : state);
    append(node, state === "pending" ? undefined : walker.tableSlot(internal(inspection, "PromiseResult", "result")));
  });
  return node;
}

/** Describes a proxy: what it is made of. No trap runs, so properties are not looked at. */
export function describeProxy(value: object, walker: Walker): Wire[] {
  const node = walker.bareNode(NodeKind.proxy);
  walker.inspect(value, (inspection, why) => {
    const target = internal(inspection, "Target", "target");
    const handler = internal(inspection, "Handler", "handler");
    // JavaScriptCore keeps the target.
    if (target === null || (target !== undefined && handler === null)) {
      return append(node, walker.omit("unsupported", "Proxy", undefined, "Revoked"));
    }
    if (target === undefined) return append(node, why ?? unknown(walker));
    append(node, walker.tableSlot(target));
    append(node, walker.tableSlot(handler));
  });
  return node;
}

/** Whether a native function is a bound one: they all begin with this name. */
export function isBound(value: object): boolean {
  const name = ownValue(value, "name");
  return typeof name === "string" && startsWith(name, "bound ");
}

/** Whether a native function has another name than its text: if so, it may be a bound one whose name was changed. */
export function isRenamed(value: object, text: string): boolean {
  if (hasOwn(value, "prototype")) return false;
  const name = exec(NATIVE_NAME, text)?.[1];
  return name !== undefined && ownValue(value, "name") !== name;
}

const NATIVE_NAME = /^function ([^(]*)\(/;

/** Describes a bound function, or one that turns out to be a native function. */
export function describeBound(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const node = walker.node(NodeKind.bound, value, prototype, keysAndAbsent(value, ["length", "name"]));
  walker.inspect(value, (inspection, why) => {
    const target = internal(inspection, "TargetFunction", "targetFunction");
    if (target === undefined && (inspection !== undefined || !isBound(value))) {
      walker.changeKind(node, NodeKind.function);
      return append(node, walker.functionIndex(value));
    }
    if (target === undefined) return append(node, why ?? unknown(walker));
    append(node, walker.tableSlot(target));
    append(node, walker.tableSlot(internal(inspection, "BoundThis", "boundThis")));
    const bound = internal(inspection, "BoundArgs", "boundArgs");
    const count = length(bound);
    for (let at = 0; at < count; at++) append(node, walker.tableSlot(ownValue(bound as object, at)));
  });
  return node;
}

/** Describes a WeakMap or a WeakSet. */
export function describeWeakCollection(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const node = walker.node(NodeKind.weak, value, prototype);
  append(node, isWeakMap(value) ? "WeakMap" : "WeakSet");
  walker.inspect(value, (inspection, why) => {
    const entries = internal(inspection, "Entries", "entries");
    if (!isArray(entries) || isProxy(entries)) {
      return addHeldInDump(node, value, internal(inspection, "Size"), why ?? unknown(walker), walker);
    }
    const { maxItems } = walker.limits;
    for (let at = 0; at < entries.length; at++) {
      if (at >= maxItems) return append(node, walker.rest("count", entries.length - at));
      const entry = ownValue(entries, at) as object;
      if (isWeakMap(value)) append(node, walker.tableSlot(ownValue(entry, "key")));
      append(node, walker.tableSlot(ownValue(entry, "value")));
    }
  });
  return node;
}

/** Adds what a weak collection holds of the objects in the dump, and that there is more, or may be. */
function addHeldInDump(node: Wire[], value: object, size: unknown, why: Wire, walker: Walker): void {
  let count = 0;
  walker.probe(value, (key, held) => {
    if (count >= walker.limits.maxItems) return;
    count++;
    append(node, walker.tableSlot(key));
    if (isWeakMap(value)) append(node, walker.tableSlot(held));
  });
  walker.atEnd(() => {
    if (typeof size !== "number") {
      append(node, count === 0 ? why : walker.omit("unsupported", "entries", undefined, OTHERS));
    } else if (count < size) {
      append(node, walker.omit("unsupported", "entries", size - count, OTHERS));
    }
  });
}

/** Why the rest of a weak collection is not there. */
const OTHERS = "The engine does not tell what it holds of objects that are not in the dump";

/** Describes a WeakRef. */
export function describeWeakRef(value: object, prototype: Prototype, walker: Walker): Wire[] {
  let held: object | undefined;
  try {
    // If it throws, the engine stops and looks at what it was called with.
    if (runsCodeWhenThrown(value)) return walker.node(NodeKind.object, value, prototype);
    held = deref(value);
  } catch {
    return walker.node(NodeKind.object, value, prototype);
  }
  const node = walker.node(NodeKind.weak, value, prototype);
  append(node, "WeakRef");
  append(
    node,
    held === undefined ? walker.omit("unsupported", "object", undefined, "Collected as garbage") : walker.slot(held),
  );
  return node;
}

/** Describes a generator, without advancing it. */
export function describeGenerator(value: object, prototype: Prototype, walker: Walker): Wire[] {
  const node = walker.node(NodeKind.generator, value, prototype);
  walker.inspect(value, (inspection, why) => {
    const { internals, scopes } = inspection ?? {};
    const state = internal(inspection, "GeneratorState");
    if (internals === undefined || state === undefined) return append(node, why ?? unknown(walker));
    append(node, typeof state === "string" ? state : undefined);
    append(node, walker.tableSlot(internal(inspection, "GeneratorReceiver")));
    append(node, walker.tableSlot(internal(inspection, "GeneratorFunction")));
    if (scopes !== undefined) walker.modules.addTo(node, scopes, inspection?.location?.url);
  });
  return node;
}

/** Describes the namespace of a module: the exports are its properties. */
export function describeModule(value: object, prototype: Prototype, walker: Walker): Wire[] {
  // Listing the exports of a deferred module would run it.
  if (ownValue(value, Symbol.toStringTag) === "Deferred Module") {
    const node = walker.bareNode(NodeKind.omitted);
    append(node, walker.omit("unsupported", "Deferred Module"));
    return node;
  }
  return walker.node(NodeKind.module, value, prototype, getOwnPropertyNames(value));
}

function internal(inspection: Inspection | undefined, name: string, other = name): unknown {
  const internals = inspection?.internals;
  if (internals === undefined) return undefined;
  return get(internals, has(internals, name) ? name : other);
}

function length(list: unknown): number {
  return isArray(list) && !isProxy(list) ? list.length : 0;
}

function append(node: Wire[], slot: Wire): void {
  node[node.length] = slot;
}

function unknown(walker: Walker): Wire {
  return walker.omit("unsupported", "internals");
}
