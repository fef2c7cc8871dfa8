/**
 * Nodes of objects: their shape and the slots of their properties and private fields.
 *
 * @module
 */
import { Escape, NodeKind, type Wire } from "../../dump/format.ts";
import type { Layout } from "./layout.ts";
import { ABSENT, attributesOf, integrityOf, ownKeysOf, type Property, readProperty } from "./objects.ts";
import type { Prototype } from "./prototypes.ts";
import { getOwnPropertyDescriptor, hasOwn, isExtensible } from "./safe.ts";
import type { ShapeTable } from "./shapes.ts";
import type { Walker } from "./walker.ts";

/** Makes the nodes of objects. */
export class ObjectNodes {
  readonly #walker: Walker;
  readonly #shapes: ShapeTable;

  constructor(walker: Walker, shapes: ShapeTable) {
    this.#walker = walker;
    this.#shapes = shapes;
  }

  /** As {@linkcode Walker.nodeLike}. */
  nodeLike(value: object, prototype: Prototype, keys: readonly PropertyKey[]): Wire[] | undefined {
    const layout = this.#shapes.recall(prototype, keys);
    if (layout === undefined || layout.kind !== NodeKind.object) return undefined;
    const node = this.#properties(layout, NodeKind.object, value, prototype, 0);
    if (prototype.privates !== undefined) this.#askForPrivates(node, value, prototype.privates);
    return node;
  }

  /** As {@linkcode Walker.node}. */
  node(
    kind: NodeKind,
    value: object,
    prototype: Prototype,
    keys: readonly PropertyKey[] = ownKeysOf(value),
    payload = 0,
  ): Wire[] {
    const { maxItems } = this.#walker.limits;
    let kept = keys;
    if (keys.length > maxItems) {
      const some: PropertyKey[] = [];
      for (let at = 0; at < maxItems; at++) some[at] = keys[at]!;
      kept = some;
    }
    const node = this.#properties(this.#shapes.layout(prototype, kept, kind), kind, value, prototype, payload);
    if (kept.length < keys.length) {
      const rest = this.#walker.rest("count", keys.length - kept.length);
      if (kind === NodeKind.object || kind === NodeKind.error || kind === NodeKind.module) node[node.length] = rest;
    }
    if (prototype.privates !== undefined) this.#askForPrivates(node, value, prototype.privates);
    return node;
  }

  /** The node of an object that is a secret: its keys, and in place of what is under them that it is left out. */
  sealedNode(value: object, prototype: Prototype): Wire[] {
    const all = ownKeysOf(value);
    const keys: PropertyKey[] = [];
    for (let at = 0; at < all.length && at < this.#walker.limits.maxItems; at++) keys[at] = all[at]!;
    const layout = this.#shapes.layout(prototype, keys, NodeKind.object);
    const node = this.#properties(layout, NodeKind.object, value, prototype, 0, true);
    if (keys.length < all.length) node[node.length] = this.#walker.rest("count", all.length - keys.length);
    return node;
  }

  /** As {@linkcode Walker.keylessNode}. */
  keylessNode(kind: NodeKind, value: object, prototype: Prototype, payload: number): Wire[] {
    // Of the right length at once: growing takes more time and memory than all the rest.
    const node: Wire[] = new Array(1 + payload);
    const { keyless } = prototype;
    if (keyless?.kind === kind && isExtensible(value)) node[0] = keyless.shape;
    else {
      const integrity = integrityOf(value);
      const shape = this.#shapes.index(kind, this.#walker.prototypeSlot(prototype), integrity, NO_KEYS, undefined);
      if (integrity === 0) prototype.keyless = { kind, shape };
      node[0] = shape;
    }
    if (prototype.privates !== undefined) this.#askForPrivates(node, value, prototype.privates);
    return node;
  }

  /** As {@linkcode Walker.addPrivates}. */
  addPrivates(node: Wire[], privates: readonly (readonly [name: string, value: unknown])[]): void {
    const names: string[] = [];
    const slots: Wire[] = [];
    for (let at = 0; at < privates.length; at++) {
      names[at] = privates[at]![0];
      slots[at] = this.#walker.namedTableSlot(names[at], privates[at]![1]);
    }
    this.#insertPrivates(node, names, slots);
  }

  #askForPrivates(node: Wire[], value: object, names: readonly string[]): void {
    this.#walker.inspect(value, (inspection, why) => {
      if (inspection?.privates !== undefined) this.addPrivates(node, inspection.privates);
      else if (inspection === undefined) this.#addMissing(node, names, why);
    });
  }

  /** Private fields that are known to be there, and why they have no values. */
  #addMissing(node: Wire[], names: readonly string[], why: Wire): void {
    if (names.length === 0) return;
    const slots: Wire[] = [];
    for (let at = 0; at < names.length; at++) slots[at] = why;
    this.#insertPrivates(node, names, slots);
  }

  /** Puts private fields between the properties and the payload of a node. */
  #insertPrivates(node: Wire[], names: readonly string[], slots: readonly Wire[]): void {
    const shape = node[0] as number;
    const start = 1 + this.#shapes.shapes[shape]![3].length;
    const count = slots.length;
    for (let at = node.length - 1; at >= start; at--) node[at + count] = node[at];
    for (let at = 0; at < count; at++) node[start + at] = slots[at];
    node[0] = this.#shapes.withPrivates(shape, names);
  }

  #properties(
    layout: Layout,
    kind: NodeKind,
    value: object,
    prototype: Prototype,
    payload: number,
    sealed = false,
  ): Wire[] {
    const walker = this.#walker;
    const { keys, secrets } = layout;
    const simple = secrets === undefined && layout.isPlain && !walker.polluted;
    const node: Wire[] = new Array(1 + keys.length + payload);
    let attributes: number[] | undefined;
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at]!;
      const property = simple
        ? getOwnPropertyDescriptor(value, key) ?? ABSENT
        : readProperty(value, key, walker.polluted);
      if (property.writable === true && property.enumerable === true && property.configurable === true) {
        node[at + 1] = sealed
          ? walker.sealedSlot(property.value)
          : secrets === undefined
          ? walker.slot(property.value)
          : walker.secretSlot(secrets[at], property.value);
      } else {
        attributes ??= usualAttributes(keys.length);
        attributes[at] = attributesOf(property);
        node[at + 1] = this.#unusualSlot(key, property, sealed);
      }
    }
    const integrity = integrityOf(value);
    if (integrity === 0 && attributes === undefined && layout.kind === kind) {
      node[0] = layout.usual ??= this.#shapes.index(kind, walker.prototypeSlot(prototype), 0, keys, undefined);
    } else {
      node[0] = this.#shapes.index(kind, walker.prototypeSlot(prototype), integrity, keys, attributes);
    }
    return node;
  }

  /** The slot of a property that is not as assigning makes them. */
  #unusualSlot(key: PropertyKey, property: Property, sealed: boolean): Wire {
    if (property === ABSENT) return undefined;
    if (property.omitted !== undefined) {
      const { reason, type, detail } = property.omitted;
      return this.#walker.omit(reason, type, undefined, detail);
    }
    if (!hasOwn(property, "value")) {
      return [Escape.accessor, this.#walker.slot(property.get), this.#walker.slot(property.set)];
    }
    return sealed ? this.#walker.sealedSlot(property.value) : this.#walker.namedSlot(key, property.value);
  }
}

const NO_KEYS: readonly PropertyKey[] = [];

function usualAttributes(count: number): number[] {
  const attributes: number[] = [];
  for (let at = 0; at < count; at++) attributes[at] = 7;
  return attributes;
}
