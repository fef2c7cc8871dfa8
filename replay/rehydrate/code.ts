/**
 * Real code for the functions and classes of a dump.
 *
 * @module
 */
import type { HeapNode } from "../../dump/read.ts";
import type { AnyFunction } from "./stub.ts";

/** A class that runs. */
export interface RealClass {
  /** The class itself. */
  readonly value: AnyFunction;
  readonly prototype: object;
}

/** Why something stays a mock, as the end of a sentence. */
export interface StaysMock {
  readonly why: string;
}

/**
 * Makes the functions and classes of a heap real. An inert heap has none of this: it is given from outside, by those
 * who were told to run code.
 */
export interface Code {
  /** The function of a node. */
  functionAt(node: HeapNode): AnyFunction | StaysMock;
  /** The class at an index of the table. */
  classAt(index: number): RealClass | StaysMock;
  /** A value of the platform by its path from the global object; undefined for one that stays out. */
  platformValue(path: string): { readonly value: unknown } | undefined;
  /** Puts the recorded private fields on a value. */
  putPrivates(value: object, node: HeapNode): void;
  /** A private field or method of an object as it is now; undefined when no real class declares it. */
  privateField(value: object, name: string): { value: unknown } | undefined;
}
