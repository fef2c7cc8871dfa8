/**
 * What the families of values need from the heap.
 *
 * @module
 */
import type { FunctionRecord, Omitted, Tables, Wire } from "../../dump/format.ts";
import type { HeapNode, HeapReader } from "../../dump/read.ts";
import type { RefSlot, Slot } from "../../dump/slot.ts";
import type { Code } from "./code.ts";

/** The part of a `HeapReader` that values are made from. */
export type NodeReader = Pick<HeapReader, "size" | "node" | "slot"> & Partial<Pick<HeapReader, "isNear" | "release">>;

/** How values that a serializer stored are brought back, by the name of the serializer. */
export type Revivers = Readonly<Record<string, (stored: unknown) => unknown>>;

/** The heap as the families see it: values are allocated empty, remembered, and filled later in the same batch. */
export interface Context {
  readonly tables: Tables;
  readonly classes: ClassMocks;
  /** Makes functions and classes real; undefined in an inert heap. */
  readonly code: Code | undefined;
  /** How many nodes there are. */
  readonly size: number;
  /** A node as the file has it; throws a DumpError when its part of the file is damaged. */
  node(id: number): HeapNode;
  /** The slot that an item of the tables stands for. */
  slot(wire: Wire): Slot;
  /** Name of the class of a node, as recorded; empty for a null prototype. */
  className(node: HeapNode): string;

  /** The value in a slot, which may still be empty; it is filled before anyone outside sees it. Never throws. */
  reach(slot: Slot): unknown;
  /** The value in a slot, complete, for accessors and traps that a reader triggers. Never throws. */
  value(slot: Slot): unknown;
  /** The stub of a function in a slot, never a function of this process; undefined for anything else. */
  stub(slot: Slot): (() => unknown) | undefined;
  /** The same, as a getter: calling it answers with an `Omitted`. */
  getter(slot: Slot): (() => unknown) | undefined;
  /** Whether a function node is a getter of some property. */
  isGetter(id: number): boolean;

  /** Whether a slot leads to a node without a value that need not be made in this batch. */
  canWait(slot: Slot): slot is RefSlot;
  /** Defines a configurable property whose value is made when it is first read. */
  wait(target: object, key: PropertyKey, slot: RefSlot, attributes: WaitAttributes): void;
  /** Makes what waits on the object of a node, as one batch; of one property only if there is a key. */
  settle(id: number, target: object, key?: PropertyKey): void;

  /** Has something done in this batch, after the values that wait to be filled. */
  later(task: () => void): void;
  /** Has something done when the batch is complete. */
  finally(task: () => void): void;
  /** Notes why a value was rebuilt only in part. */
  problem(id: number | undefined, what: string): void;
  /** Why a value was rebuilt only in part. */
  problemOf(id: number): string | undefined;
  /** Notes what was cut from a string. */
  cut(text: string, omitted: Omitted): void;
}

/** The classes of a dump, as the families see them. */
export interface ClassMocks {
  /** The prototype of a class's instances. */
  prototypeOf(index: number): object;
  /** The constructor of a class. */
  constructorOf(index: number): () => unknown;
  /** Why a class or one that it extends stays a mock in a live session; undefined when none does. */
  whyMock(index: number): string | undefined;
  /** The constructor of the class that a class extends; undefined for a base class. */
  parentConstructor(index: number): (() => unknown) | undefined;
  /** Of methods that are nodes, by these: class and name. */
  readonly pathsOfMethods: Map<number, string>;
  /** The prototype of instances, if a node is that of a class; undefined for any other node. */
  prototypeIn(node: HeapNode): object | undefined;
  /** The class that a function node is the constructor of; undefined when it is none. */
  indexOf(id: number, record: FunctionRecord | undefined): number | undefined;
}

/** Attributes of a property that waits. */
export interface WaitAttributes {
  readonly writable: boolean;
  readonly enumerable: boolean;
}

/** How values of one kind are made. */
export interface Kind {
  /** The slot whose value must be there before this one can be allocated. */
  needs?(node: HeapNode): Slot;
  /** Makes the value, empty if it is an object that holds others. What it throws is the reason why there is none. */
  allocate(node: HeapNode, context: Context): unknown;
  /** Puts in what the payload holds. Own properties, prototype and integrity follow by themselves. */
  fill?(value: never, node: HeapNode, context: Context): void;
  /** The prototype for the value, given that of its class; for kinds that answer for what cannot be rebuilt. */
  prototype?(prototype: object | null, node: HeapNode, context: Context, value: object): object | null;
}
