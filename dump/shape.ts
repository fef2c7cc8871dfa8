/**
 * Shapes: what nodes of one kind with the same prototype and the same keys have in common.
 *
 * @module
 */
import { decodeReference, decodeSlot, isCount, isRefSlot, isSymbolSlot, type SlotContext } from "./decode_slot.ts";
import { Fault, thrownInside } from "./fault.ts";
import { Attribute, NodeKind } from "./format.ts";
import type { RefSlot, SymbolSlot } from "./slot.ts";

/** Key of a property: text, a symbol, or a reference to a unique symbol. */
export type Key = string | SymbolSlot | RefSlot;

/** A shape in memory. */
export interface Shape {
  /** Undefined for a kind of a newer format. */
  readonly kind: NodeKind | undefined;
  /** The kind's number in the file. */
  readonly number: number;
  /** Index in `classes`, null for a null prototype, or the node that is the prototype. */
  readonly prototype: number | null | RefSlot;
  /** 0 extensible, 1 not extensible, 2 sealed, 3 frozen. */
  readonly integrity: 0 | 1 | 2 | 3;
  readonly keys: readonly Key[];
  /** One number a key, a sum of {@linkcode Attribute}; absent when all are 7. */
  readonly attributes?: readonly number[];
}

/** What shapes are checked against. */
export interface ShapeContext extends SlotContext {
  /** How many classes there are. */
  readonly classes: number;
}

const KINDS: ReadonlySet<number> = new Set(Object.values(NodeKind));

const ATTRIBUTES = Attribute.writable | Attribute.enumerable | Attribute.configurable | Attribute.absent |
  Attribute.private;

/**
 * Decodes the list of shapes, in place.
 *
 * @throws {Fault} If one breaks a rule.
 */
export function decodeShapes(wire: unknown, context: ShapeContext): Shape[] {
  if (!Array.isArray(wire)) throw new Fault("the shapes are no list");
  let index = 0;
  try {
    for (; index < wire.length; index++) wire[index] = decodeShape(wire[index], context);
  } catch (error) {
    throw thrownInside(error, index);
  }
  return wire;
}

function decodeShape(wire: unknown, context: ShapeContext): Shape {
  if (!Array.isArray(wire) || wire.length < 4) throw new Fault("a shape is no list of four");
  const [number, prototype, integrity, keys, attributes] = wire;
  if (!isCount(number)) throw new Fault("a kind is no number");
  const kind = isKind(number) ? number : undefined;
  if (kind === undefined && !context.newer) throw new Fault(`there is no kind ${number}`);
  if (integrity !== 0 && integrity !== 1 && integrity !== 2 && integrity !== 3) {
    throw new Fault("the integrity is not 0 to 3");
  }
  const shape = {
    kind,
    number,
    prototype: decodePrototype(prototype, context),
    integrity,
    keys: decodeKeys(keys, context),
  };
  return attributes === undefined ? shape : { ...shape, attributes: decodeAttributes(attributes, shape.keys, context) };
}

function isKind(number: number): number is NodeKind {
  return KINDS.has(number);
}

function decodePrototype(wire: unknown, context: ShapeContext): number | null | RefSlot {
  if (wire === null) return null;
  if (typeof wire !== "number" || !Number.isInteger(wire)) {
    throw new Fault("the prototype is neither class nor reference");
  }
  if (wire < 0) return decodeReference(wire, context);
  if (wire >= context.classes) throw new Fault(`it refers to class ${wire}, and there are ${context.classes}`);
  return wire;
}

function decodeKeys(wire: unknown, context: ShapeContext): Key[] {
  if (!Array.isArray(wire)) throw new Fault("the keys are no list");
  for (let at = 0; at < wire.length; at++) {
    const key = decodeSlot(wire[at], context);
    if (typeof key !== "string" && !isSymbolSlot(key) && !isRefSlot(key)) {
      throw new Fault("a key is neither text nor a symbol");
    }
    wire[at] = key;
  }
  return wire;
}

function decodeAttributes(wire: unknown, keys: readonly Key[], context: ShapeContext): number[] {
  if (!Array.isArray(wire) || wire.length !== keys.length) throw new Fault("the attributes are not one number a key");
  return wire.map((attributes) => {
    if (!isCount(attributes)) throw new Fault("the attributes of a key are no number");
    if (!context.newer && (attributes & ~ATTRIBUTES) !== 0) throw new Fault(`there are no attributes ${attributes}`);
    return attributes & ATTRIBUTES;
  });
}
