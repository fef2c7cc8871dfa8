/**
 * Values that every realm has, by their path from the global object.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import process from "node:process";
import { types } from "node:util";
import { functionText, isNativeText, isRuntimeText } from "./function_text.ts";
import { isLateGlobal } from "./late_globals.ts";
import { symbolDescription } from "./primitives.ts";
import {
  apply,
  endsWith,
  getOwnPropertyDescriptor,
  getOwnPropertyNames,
  getPrototypeOf,
  hasOwn,
  ownKeys,
  ownValue,
  SafeMap,
  SafeSet,
  slice,
  startsWith,
  uncurry,
} from "./safe.ts";

const { isProxy } = types;

/** Globals of the language. What a program has put in their place, or added to them, is recognised by its text. */
const LANGUAGE =
  "Object Function Array Number Boolean String Symbol BigInt Math JSON Reflect Proxy Promise Map Set WeakMap WeakSet WeakRef FinalizationRegistry Date RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError DisposableStack AsyncDisposableStack ArrayBuffer SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array BigInt64Array BigUint64Array Atomics Iterator Intl Temporal WebAssembly globalThis eval parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape"
    .split(" ");

/** Globals of the platforms, some of them written in JavaScript. */
const PLATFORM =
  "AbortController AbortSignal Blob BroadcastChannel Buffer ByteLengthQueuingStrategy CloseEvent CompressionStream CountQueuingStrategy Crypto CryptoKey CustomEvent DOMException DecompressionStream ErrorEvent Event EventSource EventTarget File FormData Headers MessageChannel MessageEvent MessagePort Navigator Performance PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserver ProgressEvent PromiseRejectionEvent ReadableByteStreamController ReadableStream ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableStreamDefaultController ReadableStreamDefaultReader Request Response Storage SubtleCrypto TextDecoder TextDecoderStream TextEncoder TextEncoderStream TransformStream TransformStreamDefaultController URL URLPattern URLSearchParams WebSocket Worker WritableStream WritableStreamDefaultController WritableStreamDefaultWriter atob btoa clearImmediate clearInterval clearTimeout fetch queueMicrotask reportError setImmediate setInterval setTimeout structuredClone"
    .split(" ");

/** Objects of the platforms that are there once: never copied. */
const SINGLETONS = "process console crypto performance navigator Deno Bun localStorage sessionStorage caches".split(
  " ",
);

/** What hangs on `process` and is never copied: it is full of secrets. On some runtimes it is behind getters. */
const { argv, env } = process;

/** Getters of globals that the runtime loads when they are first used. */
const LAZY: ReadonlyMap<string, () => unknown> = lazyGlobals();

/** Globals whose members are again classes and functions. */
const NAMESPACES = "Math JSON Reflect Atomics Intl Temporal WebAssembly".split(" ");

/** A prototype that no path from the global object leads to. */
interface Hidden {
  /** Of its class, in the notation of the language specification. */
  readonly path: string;
  readonly prototype: object;
}

/** Prototypes that only instances lead to. */
const HIDDEN: readonly Hidden[] = [
  { path: "%Iterator%", prototype: prototypeOf(prototypeOf([].values())) },
  { path: "%ArrayIterator%", prototype: prototypeOf([].values()) },
  { path: "%MapIterator%", prototype: prototypeOf(new Map().values()) },
  { path: "%SetIterator%", prototype: prototypeOf(new Set().values()) },
  { path: "%StringIterator%", prototype: prototypeOf(""[Symbol.iterator]()) },
  { path: "%RegExpStringIterator%", prototype: prototypeOf("".matchAll(/x/g)) },
  ...iteratorHelpers(),
  { path: "%AsyncIterator%", prototype: prototypeOf(prototypeOf(prototypeOf((async function* () {})()))) },
  { path: "%Generator%", prototype: prototypeOf(prototypeOf((function* () {})())) },
  { path: "%AsyncGenerator%", prototype: prototypeOf(prototypeOf((async function* () {})())) },
  { path: "%GeneratorFunction%", prototype: prototypeOf(function* () {}) },
  { path: "%AsyncGeneratorFunction%", prototype: prototypeOf(async function* () {}) },
  { path: "%AsyncFunction%", prototype: prototypeOf(async function () {}) },
  { path: "%TypedArray%", prototype: prototypeOf(Int8Array.prototype) },
];

const { Segmenter: OwnSegmenter } = Intl as { Segmenter?: typeof Intl.Segmenter };
const segment: (value: unknown, text: string) => Intl.Segments = OwnSegmenter === undefined
  ? () => ({}) as Intl.Segments
  : uncurry(OwnSegmenter.prototype.segment);

/** A path, and whether the value there is known to be the runtime's own; undefined as long as nobody has looked. */
interface Entry {
  readonly path: string;
  confirmed: boolean | undefined;
}

/**
 * The table of paths of one realm. Making it takes milliseconds; it may serve for many dumps. What a program puts in
 * the place of a built-in value later is no built-in value.
 */
export class BuiltinPaths {
  readonly #entries = new SafeMap<unknown, Entry>();
  readonly #languageClasses = new SafeSet<string>();
  readonly #modules = new SafeSet<object>();
  #knowsSegments = false;

  constructor() {
    this.#addClass(Buffer, "Buffer", false);
    this.#add(process, "process", true);
    this.#add(env, "process.env", true);
    this.#add(argv, "process.argv", true);
    for (let at = 0; at < LANGUAGE.length; at++) this.#addGlobal(LANGUAGE[at]!, true);
    for (let at = 0; at < PLATFORM.length; at++) {
      if (!isLateGlobal(PLATFORM[at]!)) this.#addGlobal(PLATFORM[at]!, false);
    }
    for (let at = 0; at < NAMESPACES.length; at++) this.#addNamespace(NAMESPACES[at]!);
    for (let at = 0; at < SINGLETONS.length; at++) {
      this.#add(ownValue(globalThis, SINGLETONS[at]!), SINGLETONS[at]!, true);
    }
    for (let at = 0; at < HIDDEN.length; at++) this.#addHidden(HIDDEN[at]!);
  }

  /** Adds modules of the runtime, such as `["node:fs", …]`, and their functions. */
  addModules(modules: readonly (readonly [path: string, module: object])[]): void {
    for (let at = 0; at < modules.length; at++) {
      const path = modules[at]![0];
      const module = modules[at]![1];
      if (isProxy(module) || this.#modules.has(module)) continue;
      this.#modules.add(module);
      this.#add(module, path, true);
      this.#addMembers(module, path, true);
    }
  }

  /** The path of a value; undefined for what the program has put where a built-in value was, and for all others. */
  get(value: unknown): string | undefined {
    const entry = this.#entries.get(value);
    if (entry === undefined) return undefined;
    entry.confirmed ??= typeof value !== "function" || isProxy(value) || isNativeText(functionText(value));
    return entry.confirmed ? entry.path : undefined;
  }

  /**
   * The path of a class; `text` is its text. Classes of the language are recognised in other realms too: no program
   * can make a native function with a `prototype` that cannot be written.
   */
  class(owner: object, text: string): string | undefined {
    const path = this.get(owner);
    if (path !== undefined) return path;
    const lazy = this.lazyGlobal(owner);
    if (lazy !== undefined) return lazy;
    const name = ownValue(owner, "name");
    if (typeof name !== "string") return undefined;
    if (!isNativeText(text) || !this.#languageClasses.has(name)) return undefined;
    return getOwnPropertyDescriptor(owner, "prototype")?.writable === false ? name : undefined;
  }

  /** The name of a function if it is a global that the runtime loads late; its members are known from then on. */
  lazyGlobal(value: object): string | undefined {
    if (isProxy(value)) return undefined;
    const name = ownValue(value, "name");
    if (typeof name !== "string" || !isLazyGlobal(name, value)) return undefined;
    this.#addClass(value, name, false);
    return name;
  }

  /** The path of the class of a prototype that has no `constructor`, such as `%MapIterator%`. */
  prototype(object: object): string | undefined {
    if (!this.#knowsSegments && !isProxy(object) && isOfSegments(object)) {
      this.#knowsSegments = true;
      const hidden = segmentIterators();
      for (let at = 0; at < hidden.length; at++) this.#addHidden(hidden[at]!);
    }
    const path = this.get(object);
    // Its `constructor` is an accessor, where there is a class of that name at all.
    if (path === "Iterator.prototype") return "%Iterator%";
    if (path !== undefined) return startsWith(path, "%") ? slice(path, 0, -".prototype".length) : undefined;
    return isProxy(object) ? undefined : foreignPath(object);
  }

  #add(value: unknown, path: string, trusted: boolean): void {
    if ((typeof value !== "object" && typeof value !== "function") || value === null) return;
    if (!this.#entries.has(value)) this.#entries.set(value, { path, confirmed: trusted || undefined });
  }

  #addGlobal(name: string, language: boolean): void {
    const value: unknown = ownValue(globalThis, name);
    if (name === "globalThis" || typeof value !== "function" || isProxy(value)) this.#add(value, name, true);
    else this.#addClass(value, name, language);
  }

  #addClass(owner: object, path: string, language: boolean): void {
    if (language && !isNativeText(functionText(owner))) return;
    this.#add(owner, path, true);
    this.#addMembers(owner, path, !language);
    const prototype: unknown = ownValue(owner, "prototype");
    // That of Function is a function.
    if ((typeof prototype !== "object" && typeof prototype !== "function") || prototype === null) return;
    if (isProxy(prototype)) return;
    if (language) this.#languageClasses.add(path);
    this.#add(prototype, `${path}.prototype`, true);
    this.#addMembers(prototype, `${path}.prototype`, !language);
  }

  #addMembers(object: object, path: string, trusted: boolean): void {
    const keys = ownKeys(object);
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at]!;
      // Of sloppy functions; engines walk the stack to answer.
      if (key === "constructor" || key === "arguments" || key === "caller") continue;
      const value: unknown = ownValue(object, key);
      if (typeof value === "function" && !isProxy(value)) {
        this.#add(value, typeof key === "string" ? `${path}.${key}` : `${path}[${symbolDescription(key)}]`, trusted);
      }
    }
  }

  #addNamespace(path: string): void {
    const namespace: unknown = ownValue(globalThis, path);
    if (typeof namespace !== "object" || namespace === null || isProxy(namespace)) return;
    const names = getOwnPropertyNames(namespace);
    for (let at = 0; at < names.length; at++) {
      const name = names[at]!;
      const value: unknown = ownValue(namespace, name);
      if (typeof value === "function" && !isProxy(value)) this.#addClass(value, `${path}.${name}`, true);
      else if (typeof value === "object") this.#add(value, `${path}.${name}`, true);
    }
  }

  #addHidden({ path, prototype }: Hidden): void {
    this.#add(prototype, `${path}.prototype`, true);
    this.#addMembers(prototype, `${path}.prototype`, false);
    const owner: unknown = ownValue(prototype, "constructor");
    if (typeof owner === "function" && !isProxy(owner)) this.#add(owner, path, false);
  }
}

/** What a Segmenter of `Intl` gives. Making one takes Node 10 ms, so it is made when there seems to be one already. */
function segmentIterators(): readonly Hidden[] {
  if (OwnSegmenter === undefined) return [];
  const segments = segment(new OwnSegmenter(), "");
  return [
    { path: "%Segments%", prototype: prototypeOf(segments) },
    { path: "%SegmentIterator%", prototype: prototypeOf(segments[Symbol.iterator]()) },
  ];
}

/** Whether a prototype seems to be one of those. */
function isOfSegments(prototype: object): boolean {
  const tag = ownValue(prototype, Symbol.toStringTag);
  return typeof ownValue(prototype, "containing") === "function" ||
    (typeof tag === "string" && endsWith(tag, " String Iterator") && startsWith(tag, "Segment"));
}

/** Classes without a name on the global object, by the tags of their prototypes, which have a native `next`. */
const BY_TAG: Readonly<Record<string, string>> = {
  "Array Iterator": "%ArrayIterator%",
  "Map Iterator": "%MapIterator%",
  "Set Iterator": "%SetIterator%",
  "String Iterator": "%StringIterator%",
  "RegExp String Iterator": "%RegExpStringIterator%",
  "Iterator Helper": "%IteratorHelper%",
  Generator: "%Generator%",
  AsyncGenerator: "%AsyncGenerator%",
};

/** The path of a prototype that has no name, in another realm. */
function foreignPath(prototype: object): string | undefined {
  const tag = ownValue(prototype, Symbol.toStringTag);
  if (typeof tag !== "string" || !hasOwn(BY_TAG, tag)) return undefined;
  const next = ownValue(prototype, "next");
  return typeof next === "function" && !isProxy(next) && isNativeText(functionText(next)) ? BY_TAG[tag] : undefined;
}

/** What `Iterator` gives, where it is there. */
function iteratorHelpers(): readonly Hidden[] {
  const { Iterator } = globalThis as { Iterator?: { from?(iterator: object): { take?(count: number): object } } };
  const wrapped = Iterator?.from?.({ next() {} });
  const helper = wrapped?.take?.(0);
  if (wrapped === undefined || helper === undefined) return [];
  return [
    { path: "%IteratorHelper%", prototype: prototypeOf(helper) },
    { path: "%WrapForValidIterator%", prototype: prototypeOf(wrapped) },
  ];
}

function prototypeOf(value: object): object {
  return getPrototypeOf(value) as object;
}

function lazyGlobals(): ReadonlyMap<string, () => unknown> {
  const getters = new SafeMap<string, () => unknown>();
  for (const name of PLATFORM) {
    const getter = isLateGlobal(name) ? undefined : getOwnPropertyDescriptor(globalThis, name)?.get;
    if (getter !== undefined) getters.set(name, getter);
  }
  return getters;
}

/**
 * Whether a class is the global of that name, which was behind a getter of the runtime and perhaps still is, or which
 * the runtime had not made. The global is only looked at for a class that seems to be the runtime's.
 */
function isLazyGlobal(name: string, owner: object): boolean {
  const getter = LAZY.get(name);
  const isLate = isLateGlobal(name);
  if (getter === undefined && !isLate) return false;
  const text = functionText(owner);
  if (!isRuntimeText(text) && (isLate || !isNativeText(text))) return false;
  const descriptor = getOwnPropertyDescriptor(globalThis, name);
  if (getter !== undefined && descriptor?.get === getter) return apply(getter, globalThis, []) === owner;
  return descriptor?.value === owner;
}
