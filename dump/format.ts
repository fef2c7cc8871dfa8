/**
 * The types of a dump: what is in the file, as plain readonly data.
 *
 * This folder is the contract between the recording and the replaying side; it knows neither. `docs/format.md`
 * says the same for other programs, as CDDL.
 *
 * @module
 */

/**
 * Version of the file format, `[major, minor]`.
 *
 * The rule for changing it:
 * - Numbers ({@linkcode NodeKind}, {@linkcode Escape}, attribute bits) are append-only: never reused, never renumbered.
 * - A new optional field, kind, escape or reason raises the minor version; a reader ignores fields that it does not
 *   know and shows kinds and escapes that it does not know as omitted ("unsupported").
 * - Anything that makes an old reader show something wrong raises the major version; a reader refuses a newer major.
 * - Every released version leaves a golden file in `test/fixtures/dump/`, which opens for ever.
 */
export const FORMAT_VERSION: readonly [major: number, minor: number] = [1, 0];

/** The first three bytes of an uncompressed dump: CBOR tag 55799, "self-described CBOR". */
export const MAGIC: readonly number[] = [0xd9, 0xd9, 0xf7];

/** How many nodes a heap chunk holds; the last chunk holds the rest. Node `id` stands in chunk `floor(id / HEAP_CHUNK)`. */
export const HEAP_CHUNK = 1024;

/** Why something is not there. Append-only. */
export type OmittedReason =
  | "depth" // below the depth limit
  | "count" // beyond the number of items, properties or nodes
  | "length" // beyond the length of a string or a buffer
  | "size" // beyond the bytes of the whole dump
  | "time" // beyond the time that describing may take
  | "redacted" // taken out because it looked like a secret
  | "skipped" // the program asked for it: Symbol.for("keeptrace.skip")
  | "accessor" // a getter, which is never run
  | "unsupported" // the runtime does not show it
  | "no-inspector" // it needs the inspector, which was not armed
  | "failed"; // reading or a user's serializer failed; `detail` says how

/** The visible stand-in for what was left out. */
export interface Omitted {
  readonly reason: OmittedReason;
  /** What it was, for a preview: a class name such as `Order`, `string`, `Array`. */
  readonly type?: string;
  /** How much there was: items of a collection or a typed array, UTF-16 units of a string, bytes of a buffer. */
  readonly size?: number;
  /** A sentence for a person: what failed, or which rule fired. */
  readonly detail?: string;
}

/**
 * What a node describes. The number is on the wire: append-only. `payload` is what follows the property values.
 *
 * "The rest" is what was left out after the last item: an `Omitted` without `type`, whose `size` is how many items. An
 * item that was itself left out has a `type`, which tells the two apart.
 */
export const NodeKind = {
  /** Ordinary object. Payload: none, or, if cut, the rest of its properties. */
  object: 0,
  /** Array. Payload: its elements in order; a run of holes is one {@linkcode Escape.hole}; then, if cut, the rest. */
  array: 1,
  /** Map. Payload: key, value, key, value, …; then, if cut, the rest. */
  map: 2,
  /** Set. Payload: its values; then, if cut, the rest. */
  set: 3,
  /** Date. Payload: `[milliseconds]`, NaN when invalid. */
  date: 4,
  /** RegExp. Payload: `[source, flags, lastIndex]`; lastIndex is not repeated among the properties. */
  regexp: 5,
  /** Error of any class. Payload: as of an ordinary object; message, stack, cause, errors are properties. */
  error: 6,
  /** Number, String, Boolean, Symbol or BigInt object. Payload: `[primitive]`; a String object's characters are not properties. */
  boxed: 7,
  /** A unique symbol. Payload: `[description | undefined]`. */
  symbol: 8,
  /** A long string. Payload: `[text | escaped text]`, then, if cut, an `Omitted` whose size is the full length. */
  string: 9,
  /** ArrayBuffer or SharedArrayBuffer. Payload: `[bytes, shared: boolean, maxByteLength | undefined]`, then, if cut, an `Omitted`; an `Omitted` in place of bytes if nothing was kept. */
  buffer: 10,
  /** Typed array or DataView. Payload: `[constructor name, buffer slot, byteOffset, length in elements (DataView: bytes) | undefined when it follows the buffer]`. Its elements are not properties. */
  view: 11,
  /** Function or class. Payload: `[index in functions, ...indexes in scopes (closure, innermost first)]`; one `Omitted` in place of the scopes when they are not known. Its `length`, `name` and `prototype` are properties only where the record of its code or of its class does not tell them. */
  function: 12,
  /** Bound function. Payload: `[target, this, ...arguments]`, or one `Omitted`. */
  bound: 13,
  /** Promise. Payload: `[state: "pending" | "fulfilled" | "rejected", value]`, or one `Omitted`. */
  promise: 14,
  /** Proxy. Payload: `[target, handler]`, or one `Omitted`. Never any properties. */
  proxy: 15,
  /** WeakMap, WeakSet, WeakRef. Payload: `[constructor name, ...entries as of map or set | target]`, or `[constructor name, Omitted]`. */
  weak: 16,
  /**
   * Generator, async generator or built-in iterator. Payload: `[state text | undefined, receiver | undefined, function | undefined, ...scope indexes]`, or one `Omitted`.
   * Of an iterator: `["keys" | "values" | "entries", array of what it is still to give, its place | undefined]`; where that
   * is not known, `[…, Omitted, undefined, the array, text, Map or Set that it goes through]`.
   */
  generator: 17,
  /** Module namespace. Payload: as of an ordinary object; the exports are properties. */
  module: 18,
  /** An object of the platform: URL, Headers, Blob, Temporal… Payload: `[class name, ...slots]`; what they mean is listed by class in docs/format.md. */
  host: 19,
  /** Stored by a user's serializer. Payload: `[serializer name, stored value]`. */
  custom: 20,
  /** Not there. Payload: `[Omitted]`. */
  omitted: 21,
  /** The `arguments` object. Payload: as of an array. Its `length`, `callee` and iterator are properties only where they are not as in strict code. */
  arguments: 22,
} as const;
/** A number of {@linkcode NodeKind}. */
export type NodeKind = typeof NodeKind[keyof typeof NodeKind];

/** First element of an escape array of two or more elements; see {@linkcode Wire}. Append-only. */
export const Escape = {
  /** `[0, hex]`: BigInt, lower-case hexadecimal with an optional leading minus. */
  bigint: 0,
  /** `[1, key]`: `Symbol.for(key)`. */
  registeredSymbol: 1,
  /** `[2, name]`: `Symbol[name]`, a well-known symbol. */
  wellKnownSymbol: 2,
  /** `[3, get, set]`: an accessor property; each a slot, undefined if there is none. */
  accessor: 3,
  /** `[4, count]`: that many holes, among the elements of an array only. */
  hole: 4,
  /** `[5, reason, type | null, size | null, detail | null]`, trailing nulls dropped: {@linkcode Omitted}. */
  omitted: 5,
  /** `[6, path]`: a value that every realm has, by path from the global object: `Array.prototype.map`, `globalThis`. */
  builtin: 6,
  /** `[7, bytes]`: a string with lone surrogates, as UTF-16 big endian. */
  utf16: 7,
} as const;

/**
 * A value as it stands in a slot on the wire: one CBOR item.
 *
 * - text string, `true`, `false`, `null`, `undefined`, float, unsigned integer: that value.
 * - byte string: bytes, in the payload of a {@linkcode NodeKind.buffer} or {@linkcode NodeKind.host} only.
 * - a negative whole number is a reference: `-1` the next node that no slot before has referred to, in order of ids
 *   (only inside the heap), `-2 - id` the node with that id.
 * - `[n]`: the negative whole number `n`, or −0 for `[0]`.
 * - `[escape, …]` of two or more elements: see {@linkcode Escape}.
 */
export type Wire = string | number | boolean | null | undefined | Uint8Array | readonly unknown[];

/** A node on the wire: `[shape index, ...values of the shape's keys, ...payload]`. */
export type WireNode = readonly [shape: number, ...values: Wire[]];

/**
 * A shape on the wire: `[kind, prototype, integrity, keys, attributes?]`.
 *
 * - `prototype`: index in `classes`; `null` for a null prototype; a negative number (`-2 - id`) for an object that is
 *   the prototype of no class.
 * - `integrity`: 0 extensible, 1 not extensible, 2 sealed, 3 frozen.
 * - `keys`: text, or the slot of a symbol.
 * - `attributes`: one number a key, a sum of {@linkcode Attribute}; left out when all are 7.
 */
export type WireShape = readonly [
  kind: NodeKind,
  prototype: number | null,
  integrity: 0 | 1 | 2 | 3,
  keys: readonly Wire[],
  attributes?: readonly number[],
];

/**
 * Bits of a property's attributes. Append-only. `absent` says that the object has no such property, though values of its
 * kind usually do: a function whose `name` was deleted.
 */
export const Attribute = { writable: 1, enumerable: 2, configurable: 4, absent: 8, private: 16 } as const;

/** What wrote the file, where, and under which limits. It comes first in the file. */
export interface Header {
  readonly product: "keeptrace";
  readonly productVersion: string;
  readonly runtime: { readonly name: "node" | "deno" | "bun" | "unknown"; readonly version: string };
  /** Engine and library versions as the runtime lists them, e.g. `{v8: "15.0.245"}`. */
  readonly versions: Readonly<Record<string, string>>;
  readonly platform: string;
  readonly arch: string;
  /** Milliseconds since 1970, UTC. */
  readonly time: number;
  readonly pid: number;
  readonly cwd: string;
  readonly argv0: string;
  /** Path or URL of the program's main module. */
  readonly main?: string;
  /** How the frames were recorded, and if without variables, why. */
  readonly engine: { readonly kind: string; readonly reason?: string };
  readonly limits: Readonly<Record<string, number>>;
  /** How many values were left out, by reason. */
  readonly omitted: Readonly<Partial<Record<OmittedReason, number>>>;
  /** Whether the dump was asked for ("capture"), or made for an uncaught exception or an unhandled rejection. */
  readonly trigger: "capture" | "uncaughtException" | "unhandledRejection";
  /** What the recorder has to say to the reader: a throw that was skipped, a debugger that was attached… */
  readonly notes: readonly string[];
}

/** A place in a source. Lines and columns are 1-based, as in stack traces; a column counts UTF-16 units. */
export interface Position {
  /** URL or path as the runtime prints it. */
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

/** A thrown value, and where it was thrown. Index 0 is what was captured; causes and members of aggregates follow. */
export interface ExceptionRecord {
  readonly value: Wire;
  /** Name of its class, or the type of a primitive: `TypeError`, `string`. */
  readonly name: string;
  readonly message: string;
  /** The text of its `stack`, as the runtime made it. */
  readonly stack?: string;
  /** Index in `threads`. */
  readonly thread: number;
  /** Frames at the first throw, innermost first: indexes in `frames`. */
  readonly frames: readonly number[];
  /** Why its frames have no variables at all; absent when they have. */
  readonly unavailable?: string;
  /** Later throws of the same value, oldest first. */
  readonly throws: readonly ThrowRecord[];
  /** Index in `exceptions`. */
  readonly cause?: number;
  /** Members of an AggregateError: indexes in `exceptions`. */
  readonly errors?: readonly number[];
}

/** A later throw of a value that had been thrown before. */
export interface ThrowRecord {
  /** Milliseconds since 1970, UTC. */
  readonly time: number;
  readonly frames: readonly number[];
}

/** A thread of the program. */
export interface ThreadRecord {
  readonly id: number;
  readonly name: string;
}

/** One call. */
export interface FrameRecord {
  /** Name as the stack shows it, e.g. `Account.withdraw`; empty when it has none. */
  readonly functionName: string;
  /** Position in the original source. */
  readonly position?: Position;
  /** Position in what the engine ran, when that differs. */
  readonly generated?: Position;
  /** Index in `sources`. */
  readonly source?: number;
  /** Whether it is a caller that was waiting in an `await`. */
  readonly async: boolean;
  /** Whose code it is: the program's, a package's, the runtime's. */
  readonly origin: "program" | "library" | "runtime";
  /** Scopes, innermost first: indexes in `scopes`. */
  readonly scopes: readonly number[];
  /** The receiver; absent when it is not known. */
  readonly this?: Wire;
  /** Names that the parameters bind, in order; absent when not known. */
  readonly parameters?: readonly string[];
  /** Why it has no variables; absent when it has. */
  readonly unavailable?: string;
  /** How many frames were left out between this one and the next. */
  readonly elided?: number;
}

/** Type of a scope, as in CDP. */
export type ScopeType = "local" | "block" | "closure" | "catch" | "module" | "script" | "with" | "eval";

/** The variables of one scope. */
export interface ScopeRecord {
  readonly type: ScopeType;
  readonly name?: string;
  readonly names: readonly string[];
  readonly values: readonly Wire[];
}

/** A class. Built-in ones have a path, and perhaps what they extend, and nothing more. */
export interface ClassRecord {
  readonly name: string;
  /** Path from the global object, for a class that every realm has: `Map`. */
  readonly builtin?: string;
  /** Index in `classes`; absent for a base class. */
  readonly extends?: number;
  /** Whether it extends null: nothing is behind its prototype. */
  readonly bare?: boolean;
  /** Index in `functions`. */
  readonly function?: number;
  /** The class itself, where it was described: slot. (A field named `constructor` would be inherited when absent.) */
  readonly value?: Wire;
  readonly members: readonly MemberRecord[];
  readonly statics: readonly MemberRecord[];
  /** How far the prototype is closed, as of a shape; absent when it can be extended. */
  readonly integrity?: 1 | 2 | 3;
  /** Attributes of the prototype's `constructor`; absent when they are as a class makes them. */
  readonly constructorAttributes?: number;
}

/** A method or an accessor of a class; fields are on the instances. */
export interface MemberRecord {
  /** Name, or the slot of a symbol. */
  readonly key: Wire;
  readonly kind: "method" | "accessor" | "getter" | "setter" | "value";
  /** Parameters that it declares (`length`), of a method. */
  readonly length?: number;
  /** A value that is neither, or a method that is also reached in another way: slot. */
  readonly value?: Wire;
  /** A sum of {@linkcode Attribute}; absent when they are as a class makes them: values by assigning. */
  readonly attributes?: number;
  /** Of a method; absent for no. */
  readonly async?: boolean;
  /** Of a method; absent for no. */
  readonly generator?: boolean;
}

/** The code of a function: many function objects may share it. */
export interface FunctionRecord {
  readonly name: string;
  readonly length: number;
  readonly kind: "function" | "arrow" | "method" | "getter" | "setter" | "class" | "native";
  readonly async: boolean;
  readonly generator: boolean;
  /** Its text as `Function.prototype.toString` gives it; absent when native, too long, one of too many, or far away. */
  readonly text?: string;
  /** SHA-256 of the text, hexadecimal; absent when native or far away. */
  readonly hash?: string;
  /** Where it begins in its source. */
  readonly position?: Position;
  /** Where its parameters begin in what the engine ran; what there is when its place in the source was not found. */
  readonly generated?: Position;
  /** Index in `classes`, of a class. */
  readonly class?: number;
}

/** A source text, kept once. */
export interface SourceRecord {
  readonly url: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash?: string;
  readonly text?: string;
  /** Why the text is not there. */
  readonly omitted?: string;
}

/** A module that the program had loaded, for telling whether a checkout is the same. */
export interface ModuleRecord {
  readonly url: string;
  /** SHA-256 of the file, hexadecimal; absent when it could not be read. */
  readonly hash?: string;
}

/** Everything but the values. */
export interface Tables {
  readonly exceptions: readonly ExceptionRecord[];
  readonly threads: readonly ThreadRecord[];
  readonly frames: readonly FrameRecord[];
  readonly scopes: readonly ScopeRecord[];
  readonly classes: readonly ClassRecord[];
  readonly functions: readonly FunctionRecord[];
  readonly sources: readonly SourceRecord[];
  readonly modules: readonly ModuleRecord[];
}

/** A heap chunk on the wire: the id that its first `-1` stands for, and its nodes. */
export type WireChunk = readonly [next: number, nodes: readonly WireNode[]];

/** A dump as the recording side hands it to `writeDump`. */
export interface Dump {
  readonly header: Header;
  readonly tables: Tables;
  readonly shapes: readonly WireShape[];
  /** Chunks, or the bytes that a `ChunkEncoder` has made of them. */
  readonly heap: readonly (WireChunk | Uint8Array)[];
}
