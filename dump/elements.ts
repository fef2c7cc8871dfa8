/**
 * The elements of long arrays, which are objects in memory only when they are asked for.
 *
 * @module
 */
import { decodeSlot, type NextId, type SlotContext } from "./decode_slot.ts";
import { Fault } from "./fault.ts";
import { checkElements } from "./payload.ts";
import { IdList, type Ids } from "./references.ts";
import type { Slot } from "./slot.ts";

/** How many elements an array has at least for its node to have these. */
const LONG = 2000;

/** Whether a node has so many items that they are kept in little memory, given how many nodes the heap has. */
export function isLong(items: number, nodes: number): boolean {
  return items >= LONG && nodes < 2 ** 31;
}

/** The payload of a long array, in little memory: one number an element, and a slot for what is no node. */
export class Elements {
  /** Ids of the nodes that the elements refer to; -1 for those that refer to none. */
  readonly ids: Ids;
  /** How many refer to nodes. */
  readonly references: number;
  /** Slots that are neither primitives nor references, by their place. */
  readonly others: ReadonlyMap<number, Slot>;
  readonly #primitives: readonly unknown[];
  readonly #start: number;

  /**
   * @param primitives Items of the node, from which primitives are taken.
   * @param start Index of the first element among them.
   */
  constructor(
    ids: Ids,
    references = ids.length,
    others: ReadonlyMap<number, Slot> = new Map(),
    primitives: readonly unknown[] = [],
    start = 0,
  ) {
    this.ids = ids;
    this.references = references;
    this.others = others;
    this.#primitives = primitives;
    this.#start = start;
  }

  get length(): number {
    return this.ids.length;
  }

  /** The slot at a place of the payload. */
  slot(at: number): Slot {
    const id = this.ids.at(at);
    if (id >= 0) return { kind: "ref", id };
    return this.others.get(at) ?? this.primitive(at);
  }

  /** The slot at a place that has neither a reference nor one of the others. */
  primitive(at: number): Slot {
    return this.#primitives[this.#start + at] as Slot;
  }
}

/**
 * Checks the items of a node from `start` on.
 *
 * @throws {Fault} If one is no element.
 */
export function checkedElements(
  wire: readonly unknown[],
  start: number,
  context: SlotContext,
  next: NextId,
): Elements {
  const { nodes } = context;
  const length = wire.length - start;
  const ids = new Int32Array(length);
  const others = new Map<number, Slot>();
  let references = 0;
  for (let at = 0; at < length; at++) {
    const item = wire[start + at];
    ids[at] = -1;
    if (typeof item === "number" && item < 0 && Number.isInteger(item)) {
      const id = item === -1 ? next() : -2 - item;
      if (id >= nodes) throw new Fault(`it refers to node ${id}, and there are ${nodes}`);
      ids[at] = id;
      references++;
    } else if (typeof item === "object" && item !== null) {
      others.set(at, decodeSlot(item, context, next));
    } else {
      decodeSlot(item, context);
    }
  }
  checkElements(others.values(), length - others.size);
  return new Elements(new IdList(ids), references, others, wire, start);
}
