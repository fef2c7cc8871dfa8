/**
 * Remembers throws: copies what a pause hands over and keys it by the thrown value. It runs while the program stands
 * still, so it does nothing that can wait.
 *
 * @module
 */
import { types } from "node:util";
import type { EngineFrame, EngineThrow } from "../engine/engine.ts";
import { type Bindings, copyBindings } from "./copy_bindings.ts";

/** One throw as it was recorded. */
export interface RecordedThrow {
  /** Milliseconds since 1970, UTC. */
  readonly time: number;
  readonly scopes: readonly Bindings[];
  readonly frames: () => readonly EngineFrame[];
  readonly stack: () => readonly string[];
}

const { isNativeError } = types;

/** Throws of one value that are kept, with the first. */
const MAX_THROWS = 64;
/** Thrown primitives that are kept; they have no identity, so the last of its value is meant. */
const MAX_PRIMITIVES = 8;
/** After so many values the ones before are let go, even if the program keeps the errors. */
const GENERATION = 1000;

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
    const scopes = event.scopes.map((scope, i) => copyBindings(scope, event.unlisted[i]));
    const recorded: RecordedThrow = { time: Date.now(), scopes, frames, stack };
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
