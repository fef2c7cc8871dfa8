/**
 * What is known of a rehydrated value beyond what the value itself shows.
 *
 * @module
 */
import type { ClassRecord, FunctionRecord, NodeKind, Omitted, ScopeRecord } from "../../dump/format.ts";

/** The facts of one value. Everything but the first three is found out when it is asked for. */
export interface Facts {
  /** The node that it came from; undefined for a stand-in without one of its own: a stub method, a mock class. */
  readonly id: number | undefined;
  readonly kind: NodeKind;
  /** Name of its class as recorded, e.g. `Order`, `Proxy`, `Object`; empty for a null prototype. */
  readonly className: string;
  /**
   * What was left out after the last item of a collection, byte of a buffer, element of a view or property of an
   * object: `size` is how many. In an array, a Set and a Map the same record also stands visibly as the last item.
   */
  readonly rest: Omitted | undefined;
  /**
   * The names that an object with very many properties was recorded with, for engines take long to list so many; undefined
   * for any other. It may have lost some and got others since.
   */
  readonly manyNames?: readonly string[] | undefined;
  /** Why it was rebuilt only in part, or what no engine shows of its inside. */
  readonly problem: string | undefined;
  /** Private fields in order of declaration, base class first; names with their `#`. */
  readonly privates: readonly PrivateField[];
  /**
   * What is inside and not to be had by reading properties, by the names that DevTools uses, without brackets:
   * PromiseState, PromiseResult; Target, Handler of a Proxy; TargetFunction, BoundThis, BoundArgs; GeneratorState,
   * GeneratorReceiver, GeneratorFunction; IteratorKind, Entries (still to come), IteratorIndex, IteratorSource of an iterator; Entries of a WeakMap or WeakSet, Target of a WeakRef; Serializer, Stored. Of
   * a platform object, its members by their names, e.g. `href`. What is not known is an `Omitted`.
   */
  readonly internals: ReadonlyMap<string, unknown>;
  /** The code of a function or class, also of a stub method; undefined for anything else. */
  readonly function: FunctionFacts | undefined;
  /**
   * Puts every property that still waits to be read in its place, or only `key`, so that property descriptors hold
   * values. Call it before looking at own descriptors; plain reads, `Object.keys` and spreading need not.
   */
  settle(key?: PropertyKey): void;
}

/** A private field; its value is made when it is read. */
export interface PrivateField {
  readonly name: string;
  readonly value: unknown;
}

/** What is known of a function's code. */
export interface FunctionFacts {
  readonly record: FunctionRecord;
  /** Closure scopes, innermost first, or why they are not known. */
  readonly scopes: readonly ScopeRecord[] | Omitted;
  /** The class, when the function is one. */
  readonly class: ClassRecord | undefined;
  /** The code of the class whose method or accessor a stub is, where that is known. */
  readonly owner?: FunctionRecord | undefined;
}
