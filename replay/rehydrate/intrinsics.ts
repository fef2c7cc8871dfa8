/**
 * Values that every realm has, by their path from the global object.
 *
 * @module
 */
import { NodeKind } from "../../dump/format.ts";
import { stamp } from "./stamp.ts";
import { standIn } from "./stand_in.ts";
import { type AnyFunction, nativeStub } from "./stub.ts";

const { create, defineProperty, freeze, getOwnPropertyDescriptor, getOwnPropertyDescriptors, getPrototypeOf } = Object;

/** Where a path may begin: what ECMAScript defines, and nothing of a platform (no `process`, `fetch`, `Deno`, `Bun`). */
const ROOTS: readonly string[] = (
  "Object Function Array Number Boolean String Symbol BigInt Date RegExp Promise Proxy Reflect Math JSON Intl " +
  "Map Set WeakMap WeakSet WeakRef FinalizationRegistry Iterator Temporal Atomics ArrayBuffer DataView " +
  "SharedArrayBuffer Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array " +
  "Float16Array Float32Array Float64Array BigInt64Array BigUint64Array Error AggregateError EvalError " +
  "RangeError ReferenceError SuppressedError SyntaxError TypeError URIError DisposableStack " +
  "AsyncDisposableStack parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI " +
  "encodeURIComponent escape unescape eval"
).split(" ");

const INTRINSICS: ReadonlyMap<string, unknown> = new Map(ROOTS.flatMap((name) => {
  const value: unknown = getOwnPropertyDescriptor(globalThis, name)?.value;
  return value === undefined ? [] : [[name, value]];
}));

/** Prototypes that no path from the global object leads to, by the specification's names of their classes. */
const HIDDEN: ReadonlyMap<string, object> = new Map(Object.entries({
  ...iteratorHelpers(),
  "%Iterator%": parentOf(parentOf([].values())),
  "%ArrayIterator%": parentOf([].values()),
  "%MapIterator%": parentOf(new Map().values()),
  "%SetIterator%": parentOf(new Set().values()),
  "%StringIterator%": parentOf(""[Symbol.iterator]()),
  "%RegExpStringIterator%": parentOf("".matchAll(/x/g)),
  "%AsyncIterator%": parentOf(parentOf(parentOf((async function* () {})()))),
  "%Generator%": parentOf(parentOf((function* () {})())),
  "%AsyncGenerator%": parentOf(parentOf((async function* () {})())),
  "%GeneratorFunction%": parentOf(function* () {}),
  "%AsyncGeneratorFunction%": parentOf(async function* () {}),
  "%AsyncFunction%": parentOf(async function () {}),
  "%TypedArray%": parentOf(Int8Array.prototype),
}));

/** They make code out of text, and so never come out of a file. */
const CODE_MAKERS: ReadonlySet<unknown> = new Set([
  INTRINSICS.get("eval"),
  Function,
  ...["%AsyncFunction%", "%GeneratorFunction%", "%AsyncGeneratorFunction%"].map((name) =>
    HIDDEN.get(name)?.constructor
  ),
]);

/** Names of the global object. */
const GLOBALS: ReadonlySet<string> = new Set(["globalThis", "window", "self", "global"]);

/** Platform objects that are no functions, so that their stand-ins are none either. */
const NAMESPACES: ReadonlySet<string> = new Set([
  ...GLOBALS,
  ..."process console crypto performance navigator Deno Bun WebAssembly localStorage sessionStorage caches".split(" "),
  "process.env",
  "process.argv",
]);

/** Modules of the runtime that are functions; all others are objects. */
const CALLABLE_MODULES: ReadonlySet<string> = new Set(
  "node:assert node:assert/strict node:events node:module node:stream node:test".split(" "),
);

/** A path: a name, then names after dots and well-known symbols in brackets. */
const PATH = /^([\w%]+)((?:\.[^.[\]]+|\[Symbol\.\w+\])*)$/;

function parentOf(value: object): object {
  return getPrototypeOf(value);
}

/** A prototype that no path leads to. Those of a Segmenter are made when they are asked for, which takes milliseconds. */
function hiddenPrototype(path: string): object | undefined {
  const hidden = HIDDEN.get(path);
  const { Segmenter } = Intl as { Segmenter?: typeof Intl.Segmenter };
  if (hidden !== undefined || Segmenter === undefined || !path.startsWith("%Segment")) return hidden;
  const segments = new Segmenter().segment("");
  if (path === "%Segments%") return parentOf(segments);
  return path === "%SegmentIterator%" ? parentOf(segments[Symbol.iterator]()) : undefined;
}

/** What `Iterator` gives, where it is there. */
function iteratorHelpers(): Record<string, object> {
  const { Iterator } = globalThis as { Iterator?: { from?(iterator: object): { take?(count: number): object } } };
  const wrapped = Iterator?.from?.({ next() {} });
  const helper = wrapped?.take?.(0);
  if (wrapped === undefined || helper === undefined) return {};
  return { "%IteratorHelper%": parentOf(helper), "%WrapForValidIterator%": parentOf(wrapped) };
}

/**
 * Follows a path through own data properties, from a fixed list of ECMAScript's globals. Runs nothing.
 *
 * @returns The value of this process, code makers included; undefined when the path leads nowhere.
 */
function resolve(path: string): unknown {
  const [, root = "", rest = ""] = PATH.exec(path) ?? [];
  const hidden = hiddenPrototype(root);
  let value = hidden === undefined ? INTRINSICS.get(root) : { prototype: hidden };
  for (const [, name, symbol] of rest.matchAll(/\.([^.[]+)|\[Symbol\.(\w+)\]/g)) {
    if ((typeof value !== "object" || value === null) && typeof value !== "function") return undefined;
    const key = symbol === undefined ? name : wellKnownSymbol(symbol);
    value = key === undefined ? undefined : getOwnPropertyDescriptor(value, key)?.value;
  }
  return value === undefined || (hidden !== undefined && rest === "") ? ownerOf(hidden) : value;
}

/** The class of a hidden prototype, where it has one. */
function ownerOf(prototype: object | undefined): unknown {
  const owner: unknown = prototype && getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof owner === "function" ? owner : undefined;
}

/** A well-known symbol by its name, e.g. `iterator`; undefined when this runtime has none of that name. */
export function wellKnownSymbol(name: string): symbol | undefined {
  const value: unknown = getOwnPropertyDescriptor(Symbol, name)?.value;
  return typeof value === "symbol" ? value : undefined;
}

/** A class of this process. */
export interface IntrinsicClass {
  /** Absent when code cannot name it, and when it makes code out of text. */
  readonly constructor: AnyFunction | undefined;
  readonly prototype: object;
}

/** The built-in class at a path; undefined when ECMAScript has none there. */
export function intrinsicClass(path: string): IntrinsicClass | undefined {
  const owner = resolve(path);
  const prototype: unknown = hiddenPrototype(path) ??
    (typeof owner === "function" ? getOwnPropertyDescriptor(owner, "prototype")?.value : undefined);
  if ((typeof prototype !== "object" || prototype === null) && typeof prototype !== "function") return undefined;
  const usable = typeof owner === "function" && !CODE_MAKERS.has(owner);
  return { constructor: usable ? owner as AnyFunction : undefined, prototype };
}

/**
 * The value for a built-in one in a dump. Functions of ECMAScript are those of this process. Built-in prototypes are
 * frozen copies, so that nothing that is typed can be made to change this process's own. What makes code out of text,
 * and what a platform adds, are inert stand-ins of the same name.
 */
export function intrinsicValue(path: string): unknown {
  const value = resolve(path);
  const name = path.slice(path.lastIndexOf(".") + 1).replace(/^%(.*)%$/, "$1");
  if (value === undefined || CODE_MAKERS.has(value)) {
    return NAMESPACES.has(path) || isModuleObject(path) ? namespaceMock(name) : nativeStub(path, name);
  }
  return name === "prototype" ? prototypeCopy(path, value as object) : value;
}

/** Whether a path is that of a module of the runtime which is no function: `node:fs`, not `node:fs.readFileSync`. */
function isModuleObject(path: string): boolean {
  return path.startsWith("node:") && !path.includes(".") && !CALLABLE_MODULES.has(path);
}

/** An inert object for one of the platform; a global object has the ECMAScript globals. */
function namespaceMock(name: string): object {
  const mock = {};
  stamp(mock, standIn(NodeKind.object, name));
  if (GLOBALS.has(name)) {
    for (const root of ROOTS) {
      if (!INTRINSICS.has(root)) continue;
      defineProperty(mock, root, { value: intrinsicValue(root), writable: true, configurable: true });
    }
    defineProperty(mock, name, { value: mock, writable: true, configurable: true });
  }
  return mock;
}

function prototypeCopy(path: string, prototype: object): object {
  const descriptors: Record<string, PropertyDescriptor> = { ...getOwnPropertyDescriptors(prototype) };
  if (CODE_MAKERS.has(descriptors["constructor"]?.value)) delete descriptors["constructor"];
  const copy = create(getPrototypeOf(prototype), descriptors);
  stamp(copy, standIn(NodeKind.object, path));
  return freeze(copy);
}
