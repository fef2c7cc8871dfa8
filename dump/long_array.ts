/**
 * Nodes of long arrays.
 *
 * @module
 */
import type { Elements } from "./elements.ts";
import { NodeKind } from "./format.ts";
import type { HeapNode } from "./heap_node.ts";
import type { Slot } from "./slot.ts";

/** A node of a long array, whose payload is made when it is asked for as a list. */
export class LongArray implements HeapNode {
  readonly id: number;
  readonly kind: NodeKind = NodeKind.array;
  readonly prototype: HeapNode["prototype"];
  readonly integrity: HeapNode["integrity"];
  readonly keys: HeapNode["keys"];
  declare readonly attributes?: NonNullable<HeapNode["attributes"]>;
  readonly values: readonly Slot[];
  readonly elements: Elements;
  #payload: readonly Slot[] | undefined;

  constructor(
    { id, prototype, integrity, keys, values }: Omit<HeapNode, "kind" | "payload" | "attributes">,
    attributes: HeapNode["attributes"],
    elements: Elements,
  ) {
    this.id = id;
    this.prototype = prototype;
    this.integrity = integrity;
    this.keys = keys;
    if (attributes !== undefined) this.attributes = attributes;
    this.values = values;
    this.elements = elements;
  }

  get payload(): readonly Slot[] {
    return this.#payload ??= Array.from({ length: this.elements.length }, (_, at) => this.elements.slot(at));
  }
}
