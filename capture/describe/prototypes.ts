/**
 * What is known of a prototype: found out once, used for every object that has it.
 *
 * @module
 */
import Module from "node:module";
import { types } from "node:util";
import type { NodeKind } from "../../dump/format.ts";
import type { BuiltinPaths } from "./builtin_paths.ts";
import { classNameIn, functionText, isClassText, privateFieldsIn } from "./function_text.ts";
import type { Layout } from "./layout.ts";
import { getPrototypeOf, hasOwn, indexOf, ownValue, SafeMap } from "./safe.ts";

const { isProxy } = types;

/** Marks what must not be recorded: a property of the object, of its class or of a prototype. */
export const SKIP: symbol = Symbol.for("keeptrace.skip");

/** A prototype. */
export interface Prototype {
  /** Undefined for a null prototype. */
  readonly object: object | undefined;
  /** The class whose `prototype` it is. */
  readonly class: object | undefined;
  /** Name of the nearest class. */
  readonly name: string;
  /** Path of the class from the global object, if every realm has it. */
  readonly builtin: string | undefined;
  /** The next one. Undefined at the end of the chain and after a proxy. */
  readonly parent: Prototype | undefined;
  /** Whether instances are likely to be ordinary objects: no built-in class but Object in the chain. */
  readonly ordinary: boolean;
  /** Names of the private fields that the classes of the chain declare; undefined when they have no private member. */
  readonly privates: readonly string[] | undefined;
  /** Path of the nearest class that every realm has, this one or one further on. */
  readonly base: string | undefined;
  /** Whether instances are the `module` of CommonJS modules. */
  readonly commonModule: boolean;
  /** Whether the program does not want instances recorded. */
  readonly skip: boolean;
  /** Layouts of instances, the latest first. */
  readonly layouts: Layout[];
  /** The shape of the last kind of instances that had no own properties and can be extended. */
  keyless: { readonly kind: NodeKind; readonly shape: number } | undefined;
  /** Symbols that the runtime itself has on instances of its classes, once that was found out. */
  runtimeSymbols: ReadonlySet<symbol> | "unknown" | undefined;
  /** Its slot in a shape, once that was made. */
  wire: number | null | undefined;
}

/** The prototypes met so far. */
export class Prototypes {
  readonly #known = new SafeMap<object | null, Prototype>();
  readonly #paths: BuiltinPaths;

  /** The two asked for last: neighbours are often alike. */
  #latest = this.#learnNull();
  #previous = this.#latest;

  constructor(paths: BuiltinPaths) {
    this.#paths = paths;
  }

  /** What is known of `object`, the prototype of something. */
  get(object: object | null): Prototype {
    const latest = this.#latest;
    if (object === latest.object) return latest;
    const previous = this.#previous;
    this.#previous = latest;
    return this.#latest = object === previous.object ? previous : this.#known.get(object) ?? this.#find(object);
  }

  #find(object: object | null): Prototype {
    // From the end of the chain, so that a long chain needs no recursion.
    const chain: object[] = [];
    let at: object | null = object;
    while (at !== null && !this.#known.has(at)) {
      chain[chain.length] = at;
      at = isProxy(at) ? null : getPrototypeOf(at);
    }
    let parent = this.#known.get(at)!;
    for (let index = chain.length - 1; index >= 0; index--) parent = this.#learn(chain[index]!, parent);
    return parent;
  }

  #learnNull(): Prototype {
    const prototype: Prototype = {
      object: undefined,
      class: undefined,
      name: "Object",
      builtin: undefined,
      parent: undefined,
      ordinary: true,
      privates: undefined,
      base: undefined,
      commonModule: false,
      skip: false,
      layouts: [],
      keyless: undefined,
      runtimeSymbols: undefined,
      wire: null,
    };
    this.#known.set(null, prototype);
    return prototype;
  }

  #learn(object: object, parent: Prototype): Prototype {
    const owner = classOf(object);
    const text = owner === undefined ? "" : functionText(owner);
    const builtin = owner === undefined ? this.#paths.prototype(object) : this.#paths.class(owner, text);
    const prototype: Prototype = {
      object,
      class: owner,
      name: builtin ?? (owner === undefined ? (isProxy(object) ? "Object" : parent.name) : className(owner, text)),
      builtin,
      parent,
      ordinary: parent.ordinary && !isProxy(object) && (builtin === undefined || builtin === "Object"),
      privates: builtin === undefined ? addPrivates(parent.privates, text) : parent.privates,
      base: builtin ?? parent.base,
      commonModule: parent.commonModule || object === Module.prototype,
      skip: parent.skip || isMarked(object) || (owner !== undefined && isMarked(owner)),
      layouts: [],
      keyless: undefined,
      runtimeSymbols: undefined,
      wire: undefined,
    };
    this.#known.set(object, prototype);
    return prototype;
  }
}

/** The class whose `prototype` is this object: nothing but own data properties is believed. */
function classOf(object: object): object | undefined {
  if (isProxy(object)) return undefined;
  const owner: unknown = ownValue(object, "constructor");
  if (typeof owner !== "function" || isProxy(owner)) return undefined;
  return ownValue(owner, "prototype") === object ? owner : undefined;
}

/** Names of private fields of a class after those of the class that it extends. */
function addPrivates(inherited: readonly string[] | undefined, text: string): readonly string[] | undefined {
  if (indexOf(text, "#") === -1 || !isClassText(text)) return inherited;
  const names: string[] = [];
  for (let at = 0; inherited !== undefined && at < inherited.length; at++) names[at] = inherited[at]!;
  const own = privateFieldsIn(text);
  for (let at = 0; at < own.length; at++) names[names.length] = own[at]!;
  return names;
}

/** Name of a class: its own `name`, or as it stands in the text if a static member has taken that place. */
export function className(owner: object, text: string): string {
  const name: unknown = ownValue(owner, "name");
  return typeof name === "string" ? name : classNameIn(text);
}

/** Whether an object that is not a proxy carries the mark as a data property of its own. */
export function isMarked(object: object): boolean {
  if (isProxy(object) || !hasOwn(object, SKIP)) return false;
  const mark = ownValue(object, SKIP);
  return mark !== undefined && mark !== false;
}
