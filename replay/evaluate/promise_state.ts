/**
 * What became of promises that were made at the prompt.
 *
 * @module
 */
import { inspect, types } from "node:util";
import { NodeKind } from "../../dump/format.ts";
import { className } from "../preview/class_name.ts";
import { isProxy } from "../preview/is_proxy.ts";
import { isObject } from "../preview/own_data.ts";
import type { Facts } from "../rehydrate/facts.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import { stamp } from "../rehydrate/stamp.ts";

/** Objects that are looked through for promises, and properties of each. */
const MOST = 100;
/** Levels below a value that are looked through. */
const DEPTH = 3;

/** The facts of a promise that no dump has. They change when it does. */
class PromiseFacts implements Facts {
  readonly id = undefined;
  readonly kind = NodeKind.promise;
  readonly className: string;
  readonly rest = undefined;
  readonly problem = undefined;
  readonly privates = [];
  readonly function = undefined;
  readonly #promise: Promise<unknown>;
  #result: { readonly value: unknown } | undefined;

  constructor(promise: Promise<unknown>) {
    this.#promise = promise;
    this.className = className(promise);
  }

  get internals(): ReadonlyMap<string, unknown> {
    const state = stateOf(this.#promise);
    const internals = new Map<string, unknown>([["PromiseState", state]]);
    return this.#result === undefined ? internals : internals.set("PromiseResult", this.#result.value);
  }

  settle(): void {}

  /** Notes what it is settled with, by calling its `then`: a rejected one counts as handled from here on. */
  follow(): void {
    if (this.#result !== undefined || Reflect.getPrototypeOf(this.#promise) !== Promise.prototype) return;
    if (Object.hasOwn(this.#promise, "constructor")) return; // Which `then` would read.
    const note = (value: unknown) => void (this.#result = { value });
    Promise.prototype.then.call(this.#promise, note, note);
  }
}

/**
 * Has promises show their state and what they are fulfilled with: a value, and what can be reached from it. What one
 * inside of it is rejected with is not asked for, since that would make it handled.
 *
 * @param isHandled Whether the value itself, when it is a promise, counts as handled.
 */
export async function watchPromises(value: unknown, isHandled: boolean): Promise<void> {
  const promises = promisesIn(value);
  for (const promise of promises) {
    if (nodeOf(promise) === undefined) stamp(promise, new PromiseFacts(promise));
    const facts = nodeOf(promise);
    if (!(facts instanceof PromiseFacts)) continue;
    if (stateOf(promise) === "fulfilled" || (promise === value && isHandled)) facts.follow();
  }
  // One that is settled has told it by then.
  if (promises.size > 0) await Promise.resolve();
}

/** Read off what the runtime shows, for a program cannot ask. A text in it stands in quotes. */
function stateOf(promise: Promise<unknown>): string {
  const options = { depth: 0, customInspect: false, maxArrayLength: 0, maxStringLength: 0, breakLength: Infinity };
  return /^[^{]*\{\s*<(pending|rejected)>/.exec(inspect(promise, options))?.[1] ?? "fulfilled";
}

/** The promises in a value, itself first. Nothing of it is run; what came out of the dump is not looked through. */
function promisesIn(value: unknown): Set<Promise<unknown>> {
  const promises = new Set<Promise<unknown>>();
  const seen = new Set<unknown>();
  let level = [value];
  for (let depth = 0; depth <= DEPTH && seen.size < MOST; depth++) {
    const next: unknown[] = [];
    for (const item of level) {
      if (!isObject(item) || isProxy(item) || seen.has(item) || seen.size === MOST) continue;
      seen.add(item);
      if (types.isPromise(item)) promises.add(item);
      else if (nodeOf(item) === undefined) next.push(...valuesIn(item));
    }
    level = next;
  }
  return promises;
}

function valuesIn(object: object): unknown[] {
  if (types.isMap(object)) return [...Map.prototype.values.call(object)].slice(0, MOST);
  if (types.isSet(object)) return [...Set.prototype.values.call(object)].slice(0, MOST);
  if (ArrayBuffer.isView(object)) return [];
  return Object.keys(object).slice(0, MOST).map((key) => Object.getOwnPropertyDescriptor(object, key)?.value);
}
