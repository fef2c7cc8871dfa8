/**
 * Remembers throws: keeps what a pause hands over and keys it by the thrown value. It runs while the program stands
 * still, so it does nothing that can wait, and calls no built-in that the program may have put its own code in place of.
 *
 * @module
 */
import { types } from "node:util";
import type { EngineFrame, EngineThrow } from "../engine/engine.ts";
import { type Bindings, copyBindings, readBindings } from "./copy_bindings.ts";

/** One throw as it was recorded. */
export interface RecordedThrow {
  /** Milliseconds since 1970, UTC. */
  readonly time: number;
  readonly scopes: readonly Bindings[];
  readonly frames: () => readonly EngineFrame[];
  readonly stack: () => readonly string[];
}

const { isNativeError } = types;
const { is } = Object;
const { now } = Date;
const { apply } = Reflect;
const { get, set } = WeakMap.prototype;

/** Throws of one value that are kept, with the first. */
const MAX_THROWS = 64;
/** Thrown primitives that are kept; they have no identity, so the last of its value is meant. */
const MAX_PRIMITIVES = 8;
/** After so many values the ones before are let go, even if the program keeps the errors. */
const GENERATION = 1000;

/** A throw whose scopes are read when somebody asks for them, for most throws are caught and never looked at. */
class LastingThrow implements RecordedThrow {
  readonly time = now();
  readonly frames: () => readonly EngineFrame[];
  readonly stack: () => readonly string[];
  #objects: readonly object[];
  #scopes: readonly Bindings[] | undefined;

  constructor({ scopes, frames, stack }: EngineThrow) {
    this.#objects = scopes;
    this.frames = frames;
    this.stack = stack;
  }

  get scopes(): readonly Bindings[] {
    if (this.#scopes === undefined) {
      this.#scopes = this.#objects.map(readBindings);
      this.#objects = [];
    }
    return this.#scopes;
  }
}

function copyScopes({ scopes, unlisted }: EngineThrow): readonly Bindings[] {
  const copies: Bindings[] = [];
  for (let at = 0; at < scopes.length; at++) copies[at] = copyBindings(scopes[at]!, unlisted[at]);
  return copies;
}

/** The throws of the recent past. */
export class Recorder {
  #recent = new WeakMap<object, RecordedThrow[]>();
  #older = new WeakMap<object, RecordedThrow[]>();
  #recentCount = 0;
  /** Newest last. */
  readonly #primitives: { value: unknown; throws: RecordedThrow[] }[] = [];
  #latestNonError: WeakRef<object> | undefined;

  /** Records one throw; this is the engine's sink. */
  readonly record = (event: EngineThrow): void => {
    const { value, frames, stack } = event;
    const recorded: RecordedThrow = event.lasting
      ? new LastingThrow(event)
      : { time: now(), scopes: copyScopes(event), frames, stack };
    if (isObject(value)) {
      this.#recordObject(value, recorded);
    } else {
      const primitives = this.#primitives;
      if (primitives.length === MAX_PRIMITIVES) remove(primitives, 0);
      primitives[primitives.length] = { value, throws: [recorded] };
    }
  };

  #recordObject(value: object, recorded: RecordedThrow): void {
    const throws = this.#throwsOfObject(value);
    if (throws !== undefined) {
      // The first and the latest tell most.
      if (throws.length === MAX_THROWS) remove(throws, MAX_THROWS / 2);
      throws[throws.length] = recorded;
      return;
    }
    if (++this.#recentCount > GENERATION) {
      this.#older = this.#recent;
      this.#recent = new WeakMap();
      this.#recentCount = 1;
    }
    apply(set, this.#recent, [value, [recorded]]);
    if (!isNativeError(value)) this.#latestNonError = new WeakRef(value);
  }

  #throwsOfObject(value: object): RecordedThrow[] | undefined {
    return apply(get, this.#recent, [value]) ?? apply(get, this.#older, [value]);
  }

  /** The recorded throws of a value, oldest first; undefined when there are none. */
  throwsOf(value: unknown): RecordedThrow[] | undefined {
    if (isObject(value)) return this.#throwsOfObject(value);
    let found: RecordedThrow[] | undefined;
    for (let at = this.#primitives.length - 1; at >= 0; at--) {
      const primitive = this.#primitives[at]!;
      if (!is(primitive.value, value)) continue;
      // The runtime itself throws on what a module has thrown.
      if (primitive.throws[0]!.frames().some(({ unavailable }) => unavailable === undefined)) return primitive.throws;
      found ??= primitive.throws;
    }
    return found;
  }

  /** The value that is no error, was thrown last, and is printed as `text`: a primitive, or an object as `#<Class>`. */
  nonError(text: string): { readonly value: unknown } | undefined {
    const primitive = this.#primitives.findLast(({ value }) => String(value) === text);
    if (primitive !== undefined || !/^(?:#<|\[object )/.test(text)) return primitive;
    const value = this.#latestNonError?.deref();
    return value && { value };
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** Takes one item out of a list. */
function remove(list: unknown[], index: number): void {
  for (let at = index + 1; at < list.length; at++) list[at - 1] = list[at];
  list.length--;
}
