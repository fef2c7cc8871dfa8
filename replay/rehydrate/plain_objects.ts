/**
 * Plain objects, which most of a large heap are: what is the same for all of one shape is found out once.
 *
 * @module
 */
import { Attribute, NodeKind } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Context } from "./context.ts";
import { defineSlot } from "./properties.ts";
import { isAccessor } from "./slots.ts";

const { prototype: objectPrototype } = Object;

/** Keys of an object of which nobody looks whether two are alike; the later one counts. */
const MANY_KEYS = 10_000;

const ORDINARY = Attribute.writable | Attribute.enumerable | Attribute.configurable;

/**
 * Knows the nodes of ordinary objects: those with the prototype `Object.prototype`, ordinary properties whose keys are
 * text, and nothing else.
 */
export class PlainObjects {
  /** By the list of keys, which nodes of one shape share: their prototype if they are plain. */
  readonly #prototypes = new WeakMap<HeapNode["keys"], HeapNode["prototype"] | undefined>();

  /** Finds out whether a node is one, which may make classes. */
  learn(node: HeapNode, context: Context): boolean {
    if (!isOrdinary(node)) return false;
    if (!this.#prototypes.has(node.keys)) {
      this.#prototypes.set(node.keys, isPlain(node, context) ? node.prototype : undefined);
    }
    return this.has(node);
  }

  /** Whether a node is known to be one. */
  has(node: HeapNode): boolean {
    return isOrdinary(node) && this.#prototypes.get(node.keys) === node.prototype;
  }
}

function isOrdinary({ kind, integrity, attributes }: HeapNode): boolean {
  return kind === NodeKind.object && integrity === 0 && attributes === undefined;
}

function isPlain({ keys, prototype }: HeapNode, { classes }: Context): boolean {
  return typeof prototype === "number" && classes.prototypeOf(prototype) === objectPrototype &&
    classes.whyMock(prototype) === undefined && keys.every((key) => typeof key === "string" && key !== "__proto__") &&
    // To look for two alike takes longer than all the rest, where there are very many.
    (keys.length > MANY_KEYS || new Set(keys).size === keys.length);
}

/** Puts the values into the empty object for such a node. Runs no setter; what is far away waits until it is read. */
export function fillPlain(target: Record<string, unknown>, node: HeapNode, context: Context): void {
  const { keys, values } = node;
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as string;
    const slot = values[at];
    if (key in objectPrototype || isAccessor(slot) || context.canWait(slot)) {
      defineSlot(target, key, slot, ORDINARY, node, context);
    } else {
      target[key] = context.reach(slot);
    }
  }
}
