/**
 * Telling slots apart.
 *
 * @module
 */
import type { Omitted } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { AccessorSlot, HoleSlot, RefSlot, Slot } from "../../dump/slot.ts";

/** Whether a slot refers to a node. */
export function isRef(slot: Slot): slot is RefSlot {
  return typeof slot === "object" && slot !== null && slot.kind === "ref";
}

/** What was left out, if that is what a slot says. */
export function omittedIn(slot: Slot): Omitted | undefined {
  return typeof slot === "object" && slot !== null && slot.kind === "omitted" ? slot.omitted : undefined;
}

/** Whether a slot is an accessor. */
export function isAccessor(slot: Slot): slot is AccessorSlot {
  return typeof slot === "object" && slot !== null && slot.kind === "accessor";
}

/** Whether a slot is a run of holes. */
export function isHole(slot: Slot): slot is HoleSlot {
  return typeof slot === "object" && slot !== null && slot.kind === "hole";
}

/** The bytes in a slot, if it has some. */
export function bytesIn(slot: Slot): Uint8Array | undefined {
  return typeof slot === "object" && slot !== null && slot.kind === "bytes" ? slot.bytes : undefined;
}

/** The rest: an `Omitted` without a type, after the last item of a payload. An item that was left out has a type. */
export function restIn(node: Pick<HeapNode, "elements" | "payload">): Omitted | undefined {
  const { elements } = node;
  const last = elements === undefined ? node.payload[node.payload.length - 1] : elements.slot(elements.length - 1);
  const rest = omittedIn(last);
  return rest?.type === undefined ? rest : undefined;
}
