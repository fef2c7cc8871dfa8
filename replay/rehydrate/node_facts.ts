/**
 * Facts of values that came from a node.
 *
 * @module
 */
import { Attribute, NodeKind, type Omitted, type ScopeRecord } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Slot } from "../../dump/slot.ts";
import { viewRest } from "./buffers.ts";
import type { Context } from "./context.ts";
import { functionRecord } from "./functions.ts";
import { generatorInternals } from "./generators.ts";
import { hostInternals } from "./host.ts";
import { hostRest } from "./host_members.ts";
import { promiseInternals } from "./promises.ts";
import type { Facts, FunctionFacts, PrivateField } from "./facts.ts";
import { proxyInternals } from "./proxies.ts";
import { bytesIn, omittedIn, restIn } from "./slots.ts";
import { unseenIn } from "./unseen.ts";
import { weakInternals } from "./weak.ts";

type Internals = (node: HeapNode, context: Context) => readonly (readonly [string, unknown])[];

const INTERNALS: Readonly<Partial<Record<NodeKind, Internals>>> = {
  [NodeKind.bound]: boundInternals,
  [NodeKind.promise]: promiseInternals,
  [NodeKind.proxy]: proxyInternals,
  [NodeKind.weak]: weakInternals,
  [NodeKind.generator]: generatorInternals,
  [NodeKind.host]: hostInternals,
  [NodeKind.custom]: ({ payload: [name, stored] }, context) => [
    ["Serializer", name],
    ["Stored", context.value(stored)],
  ],
};

/** How many names an object has at least for it to have very many. */
const MANY_NAMES = 10_000;

/** Kinds whose payload may end with the rest. */
const CUTTABLE: ReadonlySet<NodeKind> = new Set<NodeKind>([
  NodeKind.object,
  NodeKind.array,
  NodeKind.map,
  NodeKind.set,
  NodeKind.error,
  NodeKind.arguments,
]);

/** The facts of a value that came from a node. */
export class NodeFacts implements Facts {
  readonly id: number;
  readonly #value: object;
  readonly #context: Context;

  constructor(id: number, value: object, context: Context) {
    this.id = id;
    this.#value = value;
    this.#context = context;
  }

  /** Read again each time: nodes are not kept for the sake of facts that are hardly ever asked for. */
  get #node(): HeapNode {
    return this.#context.node(this.id);
  }

  get kind(): NodeKind {
    return this.#node.kind;
  }

  get className(): string {
    return this.#context.className(this.#node);
  }

  get manyNames(): readonly string[] | undefined {
    const { kind, keys, attributes } = this.#node;
    if (kind !== NodeKind.object || keys.length < MANY_NAMES || attributes !== undefined) return undefined;
    return keys.filter((key) => typeof key === "string");
  }

  get rest(): Omitted | undefined {
    const node = this.#node;
    if (node.kind === NodeKind.view) return viewRest(node, this.#value, this.#context);
    if (node.kind === NodeKind.buffer) return restOfBytes(node);
    if (node.kind === NodeKind.host) return hostRest(node);
    return CUTTABLE.has(node.kind) ? restIn(node) : undefined;
  }

  get problem(): string | undefined {
    return this.#context.problemOf(this.id) ?? unseenIn(this.#node, this.#context);
  }

  get privates(): readonly PrivateField[] {
    const { keys, attributes, values } = this.#node;
    const context = this.#context;
    const value = this.#value;
    if (attributes === undefined) return [];
    return keys.flatMap((name, at) => {
      if (((attributes[at] ?? 0) & Attribute.private) === 0 || typeof name !== "string") return [];
      return [{
        name,
        get value(): unknown {
          const real = context.code?.privateField(value, name);
          return real === undefined ? context.value(values[at]) : real.value;
        },
      }];
    });
  }

  get internals(): ReadonlyMap<string, unknown> {
    const node = this.#node;
    return new Map(INTERNALS[node.kind]?.(node, this.#context));
  }

  get function(): FunctionFacts | undefined {
    const { tables, classes } = this.#context;
    const node = this.#node;
    const record = functionRecord(node, this.#context);
    if (record === undefined) return undefined;
    const index = classes.indexOf(this.id, record);
    const scopes = scopesIn(node.payload.slice(1), tables.scopes);
    return { record, scopes, class: index === undefined ? undefined : tables.classes[index] };
  }

  settle(key?: PropertyKey): void {
    this.#context.settle(this.id, this.#value, key);
  }
}

/** What is missing of a buffer: of one that was not cut, the omission has a type, and the size of the whole if any. */
function restOfBytes({ payload: [bytes, , , omission] }: HeapNode): Omitted | undefined {
  const omitted = omittedIn(omission);
  if (omitted?.type === undefined) return omitted;
  const { reason, size = 0, detail } = omitted;
  const left = size - (bytesIn(bytes)?.byteLength ?? 0);
  return { reason, ...left > 0 && { size: left }, ...detail !== undefined && { detail } };
}

/** The closure scopes of a function node, or why they are not known. */
function scopesIn(indexes: readonly Slot[], scopes: readonly ScopeRecord[]): readonly ScopeRecord[] | Omitted {
  return omittedIn(indexes[0]) ?? indexes.flatMap((index) => {
    const scope = typeof index === "number" ? scopes[index] : undefined;
    return scope === undefined ? [] : [scope];
  });
}

function boundInternals({ payload }: HeapNode, context: Context): [string, unknown][] {
  const [target, receiver, ...values] = payload;
  if (payload.length === 1) return [["TargetFunction", context.value(target)]];
  return [
    ["TargetFunction", context.value(target)],
    ["BoundThis", context.value(receiver)],
    ["BoundArgs", values.map((slot) => context.value(slot))],
  ];
}
