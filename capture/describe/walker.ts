/**
 * What the family files see of the heap.
 *
 * @module
 */
import type { NodeKind, OmittedReason, Position, Wire } from "../../dump/format.ts";
import type { Limits } from "../options.ts";
import type { Inspection, LiveScope } from "../snapshot/site.ts";
import type { Origin } from "../origin.ts";
import type { Secrecy } from "../redact.ts";
import type { Budget } from "./budget.ts";
import type { ModuleScopes } from "./module_scopes.ts";
import type { Prototype } from "./prototypes.ts";
import type { TakeHeld } from "./weak_probes.ts";
import type { Windows } from "./windows.ts";

/** Describes what a node holds: `[shape, ...property values, ...payload]`. */
export type DescribeValue = (value: object, prototype: Prototype, walker: Walker) => Wire[];

/** Takes what the inspector said; undefined and the reason's slot if it said nothing. */
export type TakeInspection = (inspection: Inspection | undefined, why: Wire) => void;

/** The heap as the family files see it. */
export interface Walker {
  readonly limits: Limits;
  readonly budget: Budget;
  /** Whether `Object.prototype` has what descriptors may lack, so that reading it could run code. */
  readonly polluted: boolean;

  /** The slot of a value inside a node. Call it in the order in which slots stand in the node, and keep the result. */
  slot(value: unknown): Wire;
  /** Whether a value is a node already. */
  isMet(value: object): boolean;
  /** As {@linkcode slot}, for slots in tables and for those that are added to a node later. */
  tableSlot(value: unknown): Wire;
  /** The slot of a value whose name says this of it. */
  secretSlot(secrecy: Secrecy | undefined, value: unknown): Wire;
  /** The slot of a value inside an object that is a secret. */
  sealedSlot(value: unknown): Wire;
  /** The slot of a value under a name, which may be the name of a secret. */
  namedSlot(name: unknown, value: unknown): Wire;
  /** As {@linkcode namedSlot} and {@linkcode tableSlot}. */
  namedTableSlot(name: unknown, value: unknown): Wire;
  /** The slot of `Omitted` in the place of a value. */
  omit(reason: OmittedReason, type: string, size?: number, detail?: string): Wire;
  /** The slot of `Omitted` in the place of items that come after the last one that was kept. */
  rest(reason: OmittedReason, size: number): Wire;
  /** Text that may hold a secret, without it. */
  clean(text: string): string;

  /** Makes the node of an object of which another, of the same prototype and keys, was found ordinary lately. */
  nodeLike(value: object, prototype: Prototype, keys: readonly PropertyKey[]): Wire[] | undefined;
  /**
   * Begins a node with the own properties of a value.
   *
   * @param payload How many items of the payload are to come: there is room for them at the end.
   */
  node(kind: NodeKind, value: object, prototype: Prototype, keys?: readonly PropertyKey[], payload?: number): Wire[];
  /** Begins a node of a value without own properties. */
  keylessNode(kind: NodeKind, value: object, prototype: Prototype, payload: number): Wire[];
  /** Begins a node without prototype and properties. */
  bareNode(kind: NodeKind): Wire[];
  /** Makes a node that {@linkcode node} has begun one of another kind; at the end of a level. */
  changeKind(node: Wire[], kind: NodeKind): void;
  /** Adds private fields to a node that {@linkcode node} has begun; at the end of a level. */
  addPrivates(node: Wire[], privates: readonly (readonly [name: string, value: unknown])[]): void;
  /** What is known of the prototype of a value that is not a proxy. */
  prototypeOf(value: object): Prototype;
  /** Index of the class of a prototype, or the slot of the prototype. */
  prototypeSlot(prototype: Prototype): number | null;
  /** Class name of an object, type of a primitive. */
  typeName(value: unknown): string;

  /** Index in `functions` of the code of a function; `ofClass` is the index of its class if it has one. */
  functionIndex(value: object, location?: Position, ofClass?: number): number;
  /** As {@linkcode functionIndex}, of code that is {@linkcode isFar}: its text is left out. */
  farFunctionIndex(value: object, ofClass?: number): number;
  /** Sees to it that the class of a prototype stands in `classes`. */
  addClass(prototype: object): void;
  /** Index in `scopes`; beyond so many variables, objects are left out. */
  scopeIndex(scope: LiveScope, maxVariables?: number): number;
  /** The scopes of modules without a frame. */
  readonly modules: ModuleScopes;
  /** Says whose the values are that tables refer to from here on: of frames, before the walk. */
  holdFor(origin: Origin): void;
  /**
   * Whether what is being described is a package's or the runtime's, and farther from the variables than anybody is
   * likely to look for its code and its closures.
   */
  isFar(): boolean;
  /** Asks the inspector at the end of the level; the answer may be used with {@linkcode tableSlot} only. */
  inspect(value: object, take: TakeInspection): void;
  /** Looks up in a weak collection all objects that are met, at the end of this level and of those that follow. */
  probe(collection: object, take: TakeHeld): void;
  /** Runs at the end of the level. */
  later(work: () => void): void;
  /** Runs when all nodes are described; what a node holds may still be put in, but no more values may be met. */
  atEnd(work: () => void): void;
  /** Which parts of a pool the Buffers of the program show. */
  readonly windows: Windows;
}
