/**
 * Puts a dump together by hand, node by node, for tests of everything that reads one.
 *
 * @module
 */
import { createHash } from "node:crypto";
import {
  Attribute,
  type ClassRecord,
  type Dump,
  Escape,
  type ExceptionRecord,
  type FrameRecord,
  type FunctionRecord,
  type Header,
  HEAP_CHUNK,
  type ModuleRecord,
  NodeKind,
  type Omitted,
  type ScopeRecord,
  type ScopeType,
  type SourceRecord,
  type ThreadRecord,
  type Wire,
  type WireChunk,
  type WireNode,
  type WireShape,
} from "../../dump/format.ts";

/** What a node has; everything may be left out. */
export interface NodeParts {
  /** Index in `classes`, null for a null prototype, or a reference. Default: the class that its kind usually has. */
  readonly prototype?: number | null;
  /** Properties in order; a key that is no text is a slot. */
  readonly properties?: Readonly<Record<string, Wire>> | readonly (readonly [key: Wire, value: Wire])[];
  /** Attributes by the index of their property; all others are 7. */
  readonly attributes?: Readonly<Record<number, number>>;
  readonly integrity?: 0 | 1 | 2 | 3;
  readonly payload?: readonly Wire[];
}

/** Every property attribute but the private one. */
export const ALL = Attribute.writable | Attribute.enumerable | Attribute.configurable;

/** A class that each kind usually has, by its path from the global object. */
const USUAL_CLASS: Readonly<Partial<Record<NodeKind, string>>> = {
  [NodeKind.object]: "Object",
  [NodeKind.array]: "Array",
  [NodeKind.map]: "Map",
  [NodeKind.set]: "Set",
  [NodeKind.date]: "Date",
  [NodeKind.regexp]: "RegExp",
  [NodeKind.error]: "Error",
  [NodeKind.buffer]: "ArrayBuffer",
  [NodeKind.function]: "Function",
  [NodeKind.bound]: "Function",
  [NodeKind.promise]: "Promise",
  [NodeKind.arguments]: "Object",
  [NodeKind.custom]: "Object",
};

/** Collects records and nodes, and gives them their indexes and ids. */
export class DumpBuilder {
  /** Fields of the header that differ from the usual ones. */
  header: Partial<Header> = {};
  readonly #exceptions: ExceptionRecord[] = [];
  readonly #threads: ThreadRecord[] = [{ id: 0, name: "main" }];
  readonly #frames: FrameRecord[] = [];
  readonly #scopes: ScopeRecord[] = [];
  readonly #classes: ClassRecord[] = [];
  readonly #functions: FunctionRecord[] = [];
  readonly #sources: SourceRecord[] = [];
  readonly #modules: ModuleRecord[] = [];
  readonly #shapes: WireShape[] = [];
  readonly #shapeIndexes = new Map<string, number>();
  readonly #nodes: (WireNode | undefined)[] = [];

  /** Adds a node and returns a reference to it: a slot. */
  node(kind: NodeKind, parts: NodeParts = {}): number {
    return this.fill(this.reserve(), kind, parts);
  }

  /** Gives a node its id before it is filled, for cycles, and returns a reference to it. */
  reserve(): number {
    this.#nodes.push(undefined);
    return refTo(this.#nodes.length - 1);
  }

  /** Fills a reserved node and returns the reference to it. */
  fill(ref: number, kind: NodeKind, parts: NodeParts = {}): number {
    const { properties = [], payload = [], integrity = 0 } = parts;
    const entries = Array.isArray(properties)
      ? properties as readonly (readonly [Wire, Wire])[]
      : Object.entries(properties);
    const keys = entries.map(([key]) => key);
    const attributes = parts.attributes && keys.map((_, index) => parts.attributes![index] ?? ALL);
    const usual = USUAL_CLASS[kind];
    const prototype = parts.prototype === undefined ? usual ? this.builtinClass(usual) : null : parts.prototype;
    const shape = this.#shape(
      attributes ? [kind, prototype, integrity, keys, attributes] : [kind, prototype, integrity, keys],
    );
    this.#nodes[-2 - ref] = [shape, ...entries.map(([, value]) => value), ...payload];
    return ref;
  }

  /** Adds an ordinary object. */
  object(properties: NonNullable<NodeParts["properties"]>, parts: NodeParts = {}): number {
    return this.node(NodeKind.object, { ...parts, properties });
  }

  /** Adds an array. */
  array(...elements: readonly Wire[]): number {
    return this.node(NodeKind.array, { payload: elements });
  }

  /** Adds a function object, with the scopes it closes over, innermost first, or one `omitted` slot. */
  function(record: Partial<FunctionRecord>, scopes: readonly Wire[] = [], parts: NodeParts = {}): number {
    return this.node(NodeKind.function, { ...parts, payload: [this.functionRecord(record), ...scopes] });
  }

  /** Adds a function's code and returns its index. */
  functionRecord(record: Partial<FunctionRecord>): number {
    const text = record.text;
    return this.#functions.push({
      name: "",
      length: 0,
      kind: "function",
      async: false,
      generator: false,
      ...(text === undefined ? {} : { hash: sha256(text) }),
      ...record,
    }) - 1;
  }

  /** Adds a class and returns its index. */
  class(record: Partial<ClassRecord> & { readonly name: string }): number {
    return this.#classes.push({ members: [], statics: [], ...record }) - 1;
  }

  /** Changes a class that was added before it was known in full. */
  amendClass(index: number, record: Partial<ClassRecord>): void {
    this.#classes[index] = { ...this.#classes[index]!, ...record };
  }

  /** The index of a class that every realm has, added when first asked for. */
  builtinClass(path: string): number {
    const index = this.#classes.findIndex(({ builtin }) => builtin === path);
    return index >= 0 ? index : this.class({ name: path.split(".").at(-1)!, builtin: path });
  }

  /** Adds a scope and returns its index. */
  scope(type: ScopeType, variables: Readonly<Record<string, Wire>>, name?: string): number {
    const names = Object.keys(variables);
    return this.#scopes.push({
      type,
      ...(name === undefined ? {} : { name }),
      names,
      values: Object.values(variables),
    }) - 1;
  }

  /** Adds a frame and returns its index. */
  frame(record: Partial<FrameRecord>): number {
    return this.#frames.push({ functionName: "", async: false, origin: "program", scopes: [], ...record }) - 1;
  }

  /** Adds a source with its hash and returns its index. */
  source(url: string, text: string): number {
    this.#modules.push({ url, hash: sha256(text) });
    return this.#sources.push({ url, hash: sha256(text), text }) - 1;
  }

  /** Adds a source whose text is not there. */
  missingSource(url: string, omitted: string): number {
    return this.#sources.push({ url, omitted }) - 1;
  }

  /** Adds an exception and returns its index. */
  exception(record: Partial<ExceptionRecord>): number {
    return this.#exceptions.push({
      value: undefined,
      name: "Error",
      message: "",
      thread: 0,
      frames: [],
      throws: [],
      ...record,
    }) - 1;
  }

  /** The dump so far. References to nodes in order of ids become `-1`, as the recorder writes them. */
  build(): Dump {
    const unfilled = this.#nodes.indexOf(undefined);
    if (unfilled >= 0) throw new Error(`Cannot build the dump: node ${unfilled} is reserved and not filled`);
    const tables = {
      exceptions: this.#exceptions,
      threads: this.#threads,
      frames: this.#frames,
      scopes: this.#scopes,
      classes: this.#classes,
      functions: this.#functions,
      sources: this.#sources,
      modules: this.#modules,
    };
    return {
      header: { ...structuredClone(HEADER), ...this.header },
      tables,
      shapes: this.#shapes,
      heap: this.#chunks(),
    };
  }

  #shape(shape: WireShape): number {
    const text = JSON.stringify(shape);
    const known = this.#shapeIndexes.get(text);
    if (known !== undefined) return known;
    const index = this.#shapes.push(shape) - 1;
    this.#shapeIndexes.set(text, index);
    return index;
  }

  #chunks(): WireChunk[] {
    const chunks: WireChunk[] = [];
    let next = 0;
    const shorten = (slot: Wire): Wire => {
      if (slot === refTo(next)) {
        next++;
        return -1;
      }
      if (!Array.isArray(slot) || slot[0] !== Escape.accessor) return slot;
      return [Escape.accessor, shorten(slot[1]), shorten(slot[2])];
    };
    for (let start = 0; start < this.#nodes.length; start += HEAP_CHUNK) {
      const first = next;
      const nodes = this.#nodes.slice(start, start + HEAP_CHUNK) as WireNode[];
      chunks.push([first, nodes.map(([shape, ...slots]) => [shape, ...slots.map(shorten)] as const)]);
    }
    return chunks;
  }
}

/** The slot that refers to a node. */
export function refTo(id: number): number {
  return -2 - id;
}

/** The slot of a number that would be taken for a reference: a negative whole one, or -0. */
export function negative(value: number): Wire {
  return [value === 0 ? 0 : value];
}

/** The slot of a BigInt. */
export function bigint(value: bigint): Wire {
  return [Escape.bigint, value.toString(16)];
}

/** The slot of `Symbol.for(key)`. */
export function registered(key: string): Wire {
  return [Escape.registeredSymbol, key];
}

/** The slot of `Symbol[name]`. */
export function wellKnown(name: string): Wire {
  return [Escape.wellKnownSymbol, name];
}

/** The slot of an accessor. */
export function accessor(get: Wire, set?: Wire): Wire {
  return [Escape.accessor, get, set];
}

/** The slot of a run of holes. */
export function hole(count: number): Wire {
  return [Escape.hole, count];
}

/** The slot of a value that was left out. */
export function omitted({ reason, type, size, detail }: Omitted): Wire {
  const parts: Wire[] = [reason, type ?? null, size ?? null, detail ?? null];
  while (parts.at(-1) === null) parts.pop();
  return [Escape.omitted, ...parts];
}

/** The slot of a built-in value, by its path from the global object. */
export function builtin(path: string): Wire {
  return [Escape.builtin, path];
}

/** The slot of a string with lone surrogates. */
export function utf16(text: string): Wire {
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    bytes[at * 2] = text.charCodeAt(at) >> 8;
    bytes[at * 2 + 1] = text.charCodeAt(at) & 255;
  }
  return [Escape.utf16, bytes];
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

const HEADER: Header = {
  product: "keeptrace",
  productVersion: "0.1.0",
  runtime: { name: "node", version: "20.20.2" },
  versions: { node: "20.20.2", v8: "11.3.244.8-node.33" },
  platform: "linux",
  arch: "x64",
  time: Date.UTC(2026, 10, 22, 19, 48, 3, 250),
  pid: 4242,
  cwd: "/app",
  argv0: "node",
  main: "file:///app/server.ts",
  engine: { kind: "relay" },
  limits: { depth: 8, maxItems: 1000, maxNodes: 200_000, maxStringLength: 10_000 },
  omitted: { depth: 1, count: 1 },
  trigger: "uncaughtException",
  notes: [],
};
