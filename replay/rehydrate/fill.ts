/**
 * Filling an allocated value: payload, own properties, prototype, integrity.
 *
 * @module
 */
import { NodeKind } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import { MAX_CHAIN } from "./classes.ts";
import type { Context } from "./context.ts";
import { KINDS } from "./kinds.ts";
import { omittedOf } from "./omitted.ts";
import { fillProperties, setIntegrity, setPrototype } from "./properties.ts";
import { isRef, omittedIn } from "./slots.ts";

type Step = (value: object, node: HeapNode, context: Context) => void;

const STEPS: readonly Step[] = [fillPayload, fillProperties, fillPrototype, putPrivates, setIntegrity];

/** Fills a value. A step that fails is noted with the value and does not keep the others from their work. */
export function fill(value: object, node: HeapNode, context: Context): void {
  if (node.kind === NodeKind.proxy) return; // Everything would go to the target.
  for (const step of STEPS) {
    try {
      step(value, node, context);
    } catch (error) {
      context.problem(node.id, error instanceof Error ? error.message : String(error));
    }
  }
}

function fillPayload(value: object, node: HeapNode, context: Context): void {
  KINDS[node.kind].fill?.(value as never, node, context);
}

function fillPrototype(value: object, node: HeapNode, context: Context): void {
  const recorded = recordedPrototype(node, context);
  const { prototype } = KINDS[node.kind];
  const wanted = prototype === undefined ? recorded : prototype(recorded, node, context, value);
  setPrototype(value, wanted, node, context);
}

function putPrivates(value: object, node: HeapNode, { code }: Context): void {
  code?.putPrivates(value, node);
}

function recordedPrototype(node: HeapNode, context: Context): object | null {
  const { prototype } = node;
  if (prototype === null) return null;
  if (typeof prototype === "number") {
    const known = context.classes.prototypeOf(prototype);
    const why = context.classes.whyMock(prototype);
    if (why !== undefined) context.problem(node.id, why);
    return known;
  }
  checkChain(node, context);
  const path = builtinPath(context.node(prototype.id));
  const value = context.reach(path === undefined ? prototype : { kind: "builtin", path });
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  if (!isObject || omittedOf(value) !== undefined) throw new TypeError("its prototype is not in the dump");
  return value;
}

/** The path of a built-in object that serves as a prototype: a node that is nothing but that stands in its place. */
function builtinPath({ kind, payload: [slot] }: HeapNode): string | undefined {
  const omitted = kind === NodeKind.omitted ? omittedIn(slot) : undefined;
  return omitted?.reason === "unsupported" && omitted.detail === undefined ? omitted.type : undefined;
}

/** Engines walk the chain of prototypes at each miss and at each change, so that a hostile one would take for ever. */
function checkChain(node: HeapNode, context: Context): void {
  let { prototype } = node;
  for (let length = 0; isRef(prototype); length++) {
    if (length >= MAX_CHAIN) throw new RangeError(`its chain of prototypes is longer than ${MAX_CHAIN}`);
    prototype = context.node(prototype.id).prototype;
  }
}
