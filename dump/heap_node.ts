/**
 * A node as the file has it.
 *
 * @module
 */
import type { Elements } from "./elements.ts";
import type { NodeKind } from "./format.ts";
import type { Key } from "./shape.ts";
import type { RefSlot, Slot } from "./slot.ts";

/** A node: one object, symbol or long string of the program. */
export interface HeapNode {
  readonly id: number;
  readonly kind: NodeKind;
  /** Index in `classes`, null for a null prototype, or the node that is the prototype. */
  readonly prototype: number | null | RefSlot;
  /** 0 extensible, 1 not extensible, 2 sealed, 3 frozen. */
  readonly integrity: 0 | 1 | 2 | 3;
  readonly keys: readonly Key[];
  /** One number a key, a sum of `Attribute`; absent when all are 7. */
  readonly attributes?: readonly number[];
  /** One value a key. */
  readonly values: readonly Slot[];
  /** What its kind has besides properties; see {@linkcode NodeKind}. Its form is checked. */
  readonly payload: readonly Slot[];
  /** The payload of a long array in less memory; absent in other nodes. */
  readonly elements?: Elements;
}
