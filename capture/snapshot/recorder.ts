/**
 * Remembers throws: copies what a pause hands over and keys it by the thrown value. It runs while the program stands
 * still, so it does nothing that can wait.
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
const { now } = Date;

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
  readonly #primitives: { value: unknown; throws: RecordedThrow[] }[] = [];
  #latestNonError: WeakRef<object> | undefined;

  /** Records one throw; this is the engine's sink. */
  readonly record = (event: EngineThrow): void => {
    const { value, frames, stack } = event;
    const recorded: RecordedThrow = event.lasting
      ? new LastingThrow(event)
      : { time: now(), scopes: copyScopes(event), frames, stack };
    const throws = this.throwsOf(value);
    if (throws !== undefined && isObject(value)) {
      // The first and the latest tell most.
      if (throws.length === MAX_THROWS) throws.splice(MAX_THROWS / 2, 1);
      throws.push(recorded);
    } else if (isObject(value)) {
      if (++this.#recentCount > GENERATION) {
        this.#older = this.#recent;
        this.#recent = new WeakMap();
        this.#recentCount = 1;
      }
      this.#recent.set(value, [recorded]);
      if (!isNativeError(value)) this.#latestNonError = new WeakRef(value);
    } else {
      this.#primitives.unshift({ value, throws: [recorded] });
      this.#primitives.length = Math.min(this.#primitives.length, MAX_PRIMITIVES);
    }
  };

  /** The recorded throws of a value, oldest first; undefined when there are none. */
  throwsOf(value: unknown): RecordedThrow[] | undefined {
    return isObject(value)
      ? this.#recent.get(value) ?? this.#older.get(value)
      : this.#primitives.find((primitive) => Object.is(primitive.value, value))?.throws;
  }

  /** The value that is no error, was thrown last, and is printed as `text`: a primitive, or an object as `#<Class>`. */
  nonError(text: string): { readonly value: unknown } | undefined {
    const primitive = this.#primitives.find(({ value }) => String(value) === text);
    if (primitive !== undefined || !/^(?:#<|\[object )/.test(text)) return primitive;
    const value = this.#latestNonError?.deref();
    return value && { value };
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
