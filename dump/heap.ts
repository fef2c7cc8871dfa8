/**
 * The nodes of a dump, decoded when they are first looked at.
 *
 * @module
 */
import { decodeSlot, isCount, type SlotContext, unsupported } from "./decode_slot.ts";
import { Chunk } from "./chunk.ts";
import { checkedElements, Elements, isLong } from "./elements.ts";
import { DumpError } from "./errors.ts";
import { Fault, orDumpError, thrownInside, toDumpError } from "./fault.ts";
import { HEAP_CHUNK, NodeKind, type Wire } from "./format.ts";
import type { HeapNode } from "./heap_node.ts";
import { LongArray } from "./long_array.ts";
import { checkPayload, checkProperty, type PayloadContext } from "./payload.ts";
import type { References } from "./references.ts";
import type { FileBytes } from "./file_bytes.ts";
import { MAX_COST } from "./scan.ts";
import { type Decoded, decodeSection, type Section } from "./section.ts";
import { decodeShapes, type Shape, type ShapeContext } from "./shape.ts";
import type { RefSlot, Slot } from "./slot.ts";

export type { HeapNode } from "./heap_node.ts";

/** What {@linkcode HeapReader} reads. */
export interface HeapSource {
  /** Where the bytes of the sections are. */
  readonly file: FileBytes;
  readonly shapes: Section;
  readonly chunks: readonly Section[];
  /** What the nodes are checked against. */
  readonly context: HeapContext;
  /** How much memory the shapes and one chunk may take together, in bytes. */
  readonly memory: number;
}

/** What nodes, shapes and slots are checked against. */
export interface HeapContext extends SlotContext, ShapeContext, PayloadContext {}

/** The payload of objects that have none. */
const NOTHING: readonly Slot[] = Object.freeze([]);

/** The nodes of a dump. They are checked and decoded a few at a time, when one is first asked for. */
export class HeapReader {
  /** How many nodes there are. */
  readonly size: number;
  readonly #source: HeapSource;
  /** By index; what was wrong with one is kept too, so that it is not read again for each of its nodes. */
  readonly #chunks: (Chunk | DumpError | undefined)[] = [];
  #shapes: readonly Shape[] | DumpError | undefined;
  #memory: number;

  constructor(source: HeapSource) {
    this.#source = source;
    this.#memory = source.memory;
    this.size = source.context.nodes;
  }

  /**
   * Returns the node `id`; the same object every time, until it is let go.
   *
   * @throws {DumpError} If the node, its chunk or the shapes are damaged or break a rule. Other nodes stay readable.
   * @throws {RangeError} If there is no such node; slots only refer to nodes that there are.
   */
  node(id: number): HeapNode {
    if (!isCount(id) || id >= this.size) throw new RangeError(`Cannot read node ${id}: there are ${this.size}`);
    const chunk = this.#chunk(Math.floor(id / HEAP_CHUNK));
    return chunk.decoded[id % HEAP_CHUNK] ??= this.#decodeNode(chunk, id);
  }

  /** Whether reading a node is no more than decoding it: others of its chunk were read. */
  isNear(id: number): boolean {
    return this.#chunks[Math.floor(id / HEAP_CHUNK)] !== undefined;
  }

  /**
   * Lets a node go that is not likely to be needed again; once all of a chunk are, that takes no memory any more. A node
   * that is asked for all the same is decoded anew.
   */
  release(id: number): void {
    const index = Math.floor(id / HEAP_CHUNK);
    const chunk = this.#chunks[index];
    if (chunk === undefined || chunk instanceof DumpError || chunk.decoded[id % HEAP_CHUNK] === undefined) return;
    chunk.decoded[id % HEAP_CHUNK] = undefined;
    if (--chunk.left === 0) this.#chunks[index] = undefined;
  }

  /**
   * Decodes a slot of the tables. Those of this file have been checked.
   *
   * @throws {DumpError} If it is no slot of this file.
   */
  slot(wire: Wire): Slot {
    try {
      return decodeSlot(wire, this.#source.context);
    } catch (error) {
      throw toDumpError(error, "slot", undefined);
    }
  }

  /**
   * Checks and decodes everything, and keeps nothing of it that is not looked at already.
   *
   * @throws {DumpError} For the first thing that is wrong.
   */
  verify(): void {
    this.#allShapes();
    for (let index = 0; index < this.#source.chunks.length; index++) {
      const chunk = orThrow(this.#chunks[index] ?? this.#decodeChunk(index));
      for (let at = 0; at < chunk.length; at++) {
        if (chunk.decoded[at] === undefined) this.#decodeNode(chunk, index * HEAP_CHUNK + at);
      }
    }
  }

  #chunk(index: number): Chunk {
    return orThrow(this.#chunks[index] ??= orError(() => this.#decodeChunk(index)));
  }

  #allShapes(): readonly Shape[] {
    return orThrow(this.#shapes ??= orError(() => this.#decodeShapes()));
  }

  #decodeShapes(): readonly Shape[] {
    const { shapes, context } = this.#source;
    const { item, cost } = this.#decode(shapes);
    this.#memory -= cost;
    return orDumpError(shapes.path, shapes.start, () => decodeShapes(item, context));
  }

  #decode(section: Section): Decoded {
    const memory = Math.min(MAX_COST, this.#memory);
    return decodeSection(this.#source.file.part(section), section, { maps: false, tags: false, memory });
  }

  #decodeChunk(index: number): Chunk {
    const { file, chunks } = this.#source;
    const section = chunks[index]!;
    // Shapes first, for the memory that they take.
    this.#allShapes();
    const expected = Math.min(HEAP_CHUNK, this.size - index * HEAP_CHUNK);
    const memory = Math.min(MAX_COST, this.#memory);
    const bytes = file.part(section);
    return orDumpError(section.path, section.start, () => new Chunk(bytes, section, expected, this.size, memory));
  }

  #decodeNode(chunk: Chunk, id: number): HeapNode {
    const shapes = this.#allShapes();
    const { context } = this.#source;
    const at = id % HEAP_CHUNK;
    try {
      const references = chunk.references(at);
      if (references !== undefined) {
        const node = referencesNode(id, references, shapeOf(shapes, references.shape), context);
        if (node !== undefined) return node;
      }
      const wire = chunk.wire(at);
      return decodeNode(id, wire, shapeOf(shapes, wire[0]), chunk.next(at), context);
    } catch (error) {
      throw toDumpError(thrownInside(error, at), chunk.section.path, chunk.section.start);
    }
  }
}

function shapeOf(shapes: readonly Shape[], index: unknown): Shape {
  const shape = isCount(index) ? shapes[index] : undefined;
  if (shape === undefined) throw new Fault("a node has no shape");
  return shape;
}

/** A node that is a long array of references and nothing else; undefined when its shape says that it is more. */
function referencesNode(id: number, { ids }: References, shape: Shape, context: HeapContext): HeapNode | undefined {
  const { kind, prototype, integrity, keys, attributes } = shape;
  if (kind !== NodeKind.array || keys.length > 0 || !isLong(ids.length, context.nodes)) return undefined;
  return new LongArray({ id, prototype, integrity, keys, values: NOTHING }, attributes, new Elements(ids));
}

/**
 * Decodes what stands behind the shape of a node.
 *
 * @param next The id that its first `-1` stands for.
 * @throws {Fault} If it does not fit the shape.
 */
function decodeNode(id: number, wire: readonly unknown[], shape: Shape, next: number, context: HeapContext): HeapNode {
  const { kind, prototype, integrity, keys, attributes } = shape;
  const start = keys.length + 1;
  if (wire.length < start) throw new Fault("a node has fewer values than its shape has keys");
  if (kind === undefined) return unknownNode(id, shape);
  let nextId = next;
  const takeNext = (): number => nextId++;
  const values = new Array<Slot>(keys.length);
  for (let index = 1; index < start; index++) {
    checkProperty(values[index - 1] = decodeSlot(wire[index], context, takeNext));
  }
  if (kind === NodeKind.proxy && keys.length > 0) throw new Fault("a proxy has properties");
  if (kind === NodeKind.array && isLong(wire.length - start, context.nodes)) {
    const elements = checkedElements(wire, start, context, takeNext);
    return new LongArray({ id, prototype, integrity, keys, values }, attributes, elements);
  }
  let payload = NOTHING;
  if (wire.length > start || kind !== NodeKind.object) {
    const slots = new Array<Slot>(wire.length - start);
    // A collection may hold the same few nodes very often: one record does for all references to one.
    const recent: RefSlot[] | undefined = slots.length > RECENT ? [] : undefined;
    for (let index = start; index < wire.length; index++) {
      const slot = decodeSlot(wire[index], context, takeNext);
      slots[index - start] = recent !== undefined && isRef(slot) ? sameRef(slot, recent) : slot;
    }
    checkPayload(kind, slots, context);
    payload = slots;
  }
  return attributes === undefined
    ? { id, kind, prototype, integrity, keys, values, payload }
    : { id, kind, prototype, integrity, keys, values, payload, attributes };
}

/** How many references are remembered while a payload is decoded. */
const RECENT = 64;

function isRef(slot: Slot): slot is RefSlot {
  return typeof slot === "object" && slot !== null && slot.kind === "ref";
}

/** A reference to the same node that was made lately, or else this one. */
function sameRef(slot: RefSlot, recent: RefSlot[]): RefSlot {
  const at = slot.id % RECENT;
  const known = recent[at];
  return known?.id === slot.id ? known : recent[at] = slot;
}

function orError<T>(decode: () => T): T | DumpError {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DumpError) return error;
    throw error;
  }
}

function orThrow<T>(decoded: T | DumpError): T {
  if (decoded instanceof DumpError) throw decoded;
  return decoded;
}

function unknownNode(id: number, { number }: Shape): HeapNode {
  const payload = [unsupported(`kind ${number} of a newer format`)];
  return { id, kind: NodeKind.omitted, prototype: null, integrity: 0, keys: [], values: [], payload };
}
