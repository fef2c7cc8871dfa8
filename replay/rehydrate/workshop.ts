/**
 * Where values are made: allocate, remember, fill; a batch at a time, and never recursively.
 *
 * @module
 */
import { HEAP_CHUNK, NodeKind, type Omitted as OmittedRecord, type Tables, type Wire } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { RefSlot, Slot, SymbolSlot } from "../../dump/slot.ts";
import { Batches } from "./batches.ts";
import { Classes } from "./classes.ts";
import type { Code } from "./code.ts";
import type { Context, NodeReader, Revivers, WaitAttributes } from "./context.ts";
import { fill } from "./fill.ts";
import { intrinsicValue, wellKnownSymbol } from "./intrinsics.ts";
import { KINDS } from "./kinds.ts";
import { NodeFacts } from "./node_facts.ts";
import { Omitted, omittedOf } from "./omitted.ts";
import { MadeValues } from "./made_values.ts";
import { fillPlain, PlainObjects } from "./plain_objects.ts";
import { isRef } from "./slots.ts";
import { factsOf, isStamped, type Origin, stampNode } from "./stamp.ts";
import { Waiting } from "./waiting.ts";

/** How many prototypes are looked through for the class of an object. */
const MAX_PROTOTYPES = 64;

/** Nodes of a large heap, of which a value comes with those only whose part of the file has been read. */
const MANY_NODES = 8 * HEAP_CHUNK;

/** Makes the code of a heap. */
export type CodeFor = (heap: Context) => Code;

/** What values are made with, beside the file. */
export interface WorkshopOptions {
  readonly revivers?: Revivers | undefined;
  /** Nodes that are being revived around this workshop. */
  readonly reviving?: ReadonlySet<number>;
  /** Makes functions and classes real. */
  readonly codeFor?: CodeFor | undefined;
}

/** How many properties and items a node has at least to be kept: what is asked of its value later would read all again. */
const MANY_ITEMS = 10_000;

/** The values made so far. */
export class Workshop implements Context, Origin {
  readonly tables: Tables;
  readonly classes: Classes;
  readonly code: Code | undefined;
  readonly size: number;
  readonly #reader: NodeReader;
  readonly #values = new MadeValues();
  readonly #plain = new PlainObjects();
  readonly #waiting: Waiting = new Waiting((slot) => this.value(slot));
  readonly #intrinsics = new Map<string, unknown>();
  readonly #cuts = new Map<string, OmittedRecord>();
  readonly #problems = new Map<number, string>();
  readonly #getters = new Set<number>();
  /** Nodes that are being allocated: what they need comes first. */
  readonly #open = new Set<number>();
  readonly #batches: Batches = new Batches((value, node) => this.#fill(value, node));

  readonly #revivers: Revivers;
  readonly #reviving: ReadonlySet<number>;

  constructor(
    tables: Tables,
    reader: NodeReader,
    { revivers = {}, reviving = new Set(), codeFor }: WorkshopOptions = {},
  ) {
    this.tables = tables;
    this.size = reader.size;
    this.#revivers = revivers;
    this.#reviving = reviving;
    this.#reader = reader;
    this.classes = new Classes(this);
    this.code = codeFor?.(this);
  }

  value(slot: Slot): unknown {
    return typeof slot === "object" && slot !== null ? this.#batches.run(() => this.reach(slot)) : slot;
  }

  reach(slot: Slot): unknown {
    if (typeof slot !== "object" || slot === null) return slot;
    switch (slot.kind) {
      case "ref":
        return this.#reachNode(slot.id);
      case "symbol":
        return this.#symbol(slot);
      case "builtin":
        return this.#intrinsic(
          slot.path,
          () => (this.code?.platformValue(slot.path) ?? { value: intrinsicValue(slot.path) }).value,
        );
      case "omitted":
        return new Omitted(slot.omitted);
      case "accessor":
        return new Omitted({ reason: "accessor" });
      case "hole":
        return undefined;
      case "bytes":
        return failed("bytes stand where a value should");
    }
  }

  node(id: number): HeapNode {
    return this.#reader.node(id);
  }

  slot(wire: Wire): Slot {
    return this.#reader.slot(wire);
  }

  className(node: HeapNode): string {
    if (node.kind === NodeKind.proxy) return "Proxy";
    let { prototype } = node;
    for (let at = 0; isRef(prototype) && at < MAX_PROTOTYPES; at++) {
      try {
        prototype = this.node(prototype.id).prototype;
      } catch {
        return "";
      }
    }
    const name = typeof prototype === "number" ? this.tables.classes[prototype]?.name : undefined;
    // Where the two have one prototype, a File is told by what it holds.
    if (name === "Blob" && node.kind === NodeKind.host && node.payload[0] === "File") return "File";
    return name?.replace(/^%(.*)%$/, "$1") ?? "";
  }

  stub(slot: Slot): (() => unknown) | undefined {
    if (!isRef(slot)) return undefined;
    const value = this.reach(slot);
    const kind = factsOf(value)?.kind;
    return kind === NodeKind.function || kind === NodeKind.bound ? value as () => unknown : undefined;
  }

  getter(slot: Slot): (() => unknown) | undefined {
    const stub = this.stub(slot);
    if (stub !== undefined) this.#getters.add((slot as RefSlot).id);
    return stub;
  }

  isGetter(id: number): boolean {
    return this.#getters.has(id);
  }

  canWait(slot: Slot): slot is RefSlot {
    if (!isRef(slot) || this.#values.has(slot.id)) return false;
    return this.#batches.isFull || (this.size > MANY_NODES && this.#reader.isNear?.(slot.id) === false);
  }

  wait(target: object, key: PropertyKey, slot: RefSlot, attributes: WaitAttributes): void {
    this.#waiting.add(target, key, slot, attributes);
  }

  settle(id: number, target: object, only?: PropertyKey): void {
    const keys = this.#waiting.keysOf(id, only);
    if (keys.length === 0) return;
    this.#batches.run(() => {
      for (const key of keys) Reflect.get(target, key);
    });
  }

  factsOf(id: number, value: object): NodeFacts {
    return new NodeFacts(id, value, this);
  }

  later(task: () => void): void {
    this.#batches.later(task);
  }

  finally(task: () => void): void {
    this.#batches.finally(task);
  }

  problem(id: number | undefined, what: string): void {
    if (id !== undefined && !this.#problems.has(id)) this.#problems.set(id, what);
  }

  problemOf(id: number): string | undefined {
    return this.#problems.get(id);
  }

  cut(text: string, omitted: OmittedRecord): void {
    this.#cuts.set(text, omitted);
  }

  /** What was cut from a string; undefined for whole ones. */
  cutOf(text: string): OmittedRecord | undefined {
    return this.#cuts.get(text);
  }

  /**
   * Has the value of a custom node made by the user's reviver; undefined when there is none. Throws what that throws.
   * What was stored is made for it apart, whole, so that it sees no value that is still being filled.
   */
  #revive({ id, payload: [name, stored] }: HeapNode): { readonly value: unknown } | undefined {
    if (typeof name !== "string" || !Object.hasOwn(this.#revivers, name)) return undefined;
    if (this.#reviving.has(id)) throw new RangeError("what was stored for its serializer holds the value itself");
    const apart = new Workshop(this.tables, this.#reader, {
      revivers: this.#revivers,
      reviving: new Set([...this.#reviving, id]),
    });
    return { value: this.#revivers[name]!(apart.value(stored)) };
  }

  /** The value of a node. What a node needs is allocated before it, without recursion. */
  #reachNode(id: number): unknown {
    const values = this.#values;
    if (values.has(id)) return values.get(id);
    if (this.#open.has(id)) return failed(`node ${id} needs itself`);
    const simple = this.#allocateSimple(id);
    if (simple !== undefined) return simple;
    const stack = [id];
    for (let top: number | undefined = id; top !== undefined; top = stack[stack.length - 1]) {
      this.#open.add(top);
      const need = this.#needOf(top);
      if (need !== undefined && !values.has(need) && !this.#open.has(need)) {
        stack.push(need);
        continue;
      }
      this.#allocate(top);
      this.#open.delete(top);
      stack.pop();
    }
    return values.get(id);
  }

  /** The value of a list or of a known plain object, which need nothing and are nearly all of a large heap. */
  #allocateSimple(id: number): object | undefined {
    let node: HeapNode;
    try {
      node = this.node(id);
    } catch {
      return undefined; // Allocating it says why.
    }
    const isList = node.kind === NodeKind.array && node.elements === undefined;
    if (!isList && !this.#plain.has(node)) return undefined;
    const value = isList ? [] : {};
    this.#batches.count();
    stampNode(value, this, id);
    this.#batches.add(value, node);
    this.#values.set(id, value);
    return value;
  }

  #needOf(id: number): number | undefined {
    try {
      const node = this.node(id);
      const slot = KINDS[node.kind].needs?.(node);
      return isRef(slot) ? slot.id : undefined;
    } catch {
      return undefined; // Allocating it says why.
    }
  }

  #allocate(id: number): void {
    this.#batches.count();
    let value: unknown;
    try {
      const node = this.node(id);
      const isPlain = this.#plain.learn(node, this);
      const revived = node.kind === NodeKind.custom ? this.#revive(node) : undefined;
      value = isPlain ? {} : revived === undefined ? KINDS[node.kind].allocate(node, this) : revived.value;
      if (
        revived === undefined &&
        omittedOf(value) === undefined && (typeof value === "object" || typeof value === "function") && value !== null
      ) {
        if (isPlain || !isStamped(value)) stampNode(value, this, id);
        this.#batches.add(value, node);
      } else {
        this.#release(node);
      }
    } catch (error) {
      value = failed(error instanceof Error ? error.message : String(error));
    }
    this.#values.set(id, value);
  }

  #fill(value: object, node: HeapNode): void {
    if (this.#plain.has(node)) fillPlain(value as Record<string, unknown>, node, this);
    else fill(value, node, this);
    this.#release(node);
  }

  /** Lets a node go whose value is there, unless it would take long to read it again. */
  #release(node: HeapNode): void {
    const { id, elements, keys } = node;
    if (elements !== undefined || keys.length + node.payload.length >= MANY_ITEMS) return;
    this.#reader.release?.(id);
  }

  #symbol({ registered, wellKnown = "" }: SymbolSlot): symbol {
    if (registered !== undefined) return Symbol.for(registered);
    return wellKnownSymbol(wellKnown) ??
      this.#intrinsic(`@@${wellKnown}`, () => Symbol(`Symbol.${wellKnown}`)) as symbol;
  }

  #intrinsic(path: string, make: () => unknown): unknown {
    if (!this.#intrinsics.has(path)) this.#intrinsics.set(path, make());
    return this.#intrinsics.get(path);
  }
}

/** The stand-in for a value that cannot be made. */
function failed(detail: string): Omitted {
  return new Omitted({ reason: "failed", detail });
}
