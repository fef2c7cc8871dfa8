/**
 * The heap: walks from the variables through all that they reach, breadth first, and describes each object once.
 *
 * Ids are given when a value is first met, and nodes are described in the order of their ids. So what is nearest to a
 * variable comes first, and whatever limit is reached cuts what is farthest.
 *
 * @module
 */
import { types } from "node:util";
import {
  Attribute,
  Escape,
  HEAP_CHUNK,
  NodeKind,
  type OmittedReason,
  type Position,
  type Wire,
  type WireChunk,
} from "../../dump/format.ts";
import type { Limits } from "../options.ts";
import { REDACTED, type Redactor, type Secrecy } from "../redact.ts";
import { type LiveScope, UNINITIALIZED } from "../snapshot/site.ts";
import { Budget } from "./budget.ts";
import { BuiltinPaths } from "./builtin_paths.ts";
import { Chunks } from "./chunks.ts";
import { ClassTable } from "./classes.ts";
import type { DescribeContext } from "./context.ts";
import { describeCustom, messageOf } from "./custom.ts";
import { describeValue } from "./families.ts";
import { describeProxy } from "./exotics.ts";
import { FunctionTable } from "./functions.ts";
import { Inspections } from "./inspections.ts";
import type { Layout } from "./layout.ts";
import { integrityOf, isPolluted, ownKeysOf, type Property, readProperty } from "./objects.ts";
import { bigintSlot, numberSlot, sharedSymbolSlot, symbolDescription } from "./primitives.ts";
import { isMarked, type Prototype, Prototypes, SKIP } from "./prototypes.ts";
import { codeUnit, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, isView, SafeMap, slice } from "./safe.ts";
import { ScopeTable } from "./scopes.ts";
import type { Serializer } from "./serializer.ts";
import { ShapeTable } from "./shapes.ts";
import { sizeClass, sizeOf } from "./size_of.ts";
import type { TakeInspection, Walker } from "./walker.ts";
import { Windows } from "./windows.ts";

const { isProxy } = types;

/** Longest string that stands in its slot; a longer one is a node of its own, so that it is kept once. */
const MAX_INLINE_STRING = 32;

/** UTF-16 units beyond the limit of a string in which a secret that begins before it may end. */
const SECRET_MARGIN = 4096;

/** Which kind of rule has taken a value out. */
const BY_NAME = "by name";
const BY_FORM = "by form";

/** Longest text that is no secret under a name such as `token`, which parsers have too: `if`, `===`. */
const MAX_WORD = 3;

/** Nodes, and the tables that they refer to. */
export class Heap implements Walker {
  readonly limits: Limits;
  readonly budget: Budget;
  readonly scopes: ScopeTable;
  readonly functions: FunctionTable;
  readonly shapes: ShapeTable;
  readonly classes: ClassTable;
  readonly #redact: Redactor | undefined;
  readonly #paths = new BuiltinPaths();
  readonly #prototypes = new Prototypes(this.#paths);
  readonly #inspections: Inspections;
  readonly #serializers: readonly Serializer[];
  readonly polluted = isPolluted();
  /** By value: its id, or −1 − its index in the table of built-in values. */
  readonly #ids = new SafeMap<unknown, number>();
  /** By id: the value. It also keeps alive what was made on the way. */
  readonly #values: unknown[] = [];
  /** Paths of built-in objects that serve as prototypes, by the id that stands for them there. */
  readonly #builtinPrototypes = new SafeMap<number, string>();
  readonly windows = new Windows();
  #later: (() => void)[] = [];
  readonly #atEnd: (() => void)[] = [];
  /** The id that the next `-1` stands for in the chunk at hand. */
  #fresh = -1;
  #level = 0;
  /** Whether something is still to be put into the node at hand. */
  #unfinished = false;

  constructor(context: DescribeContext) {
    const { limits, redact } = context;
    this.limits = limits;
    this.budget = new Budget(limits);
    this.#redact = redact;
    this.#serializers = context.serializers ?? [];
    this.#inspections = new Inspections(context.inspect, this.budget, limits.maxTimeMs);
    this.scopes = new ScopeTable(this);
    this.classes = new ClassTable(this);
    this.functions = new FunctionTable(limits.maxStringLength, context.source);
    this.shapes = new ShapeTable(redact, (key) => this.#keySlot(key));
    this.#paths.addModules(context.builtins ?? []);
    const { values } = this.#paths;
    for (let at = 0; at < values.length; at++) this.#ids.set(values[at], -1 - at);
  }

  /** Describes all that the tables refer to so far, and all that it leads to. */
  walk(): readonly (WireChunk | Uint8Array)[] {
    const chunks = new Chunks();
    try {
      this.#finishLevel();
      let end = this.#values.length;
      for (let id = 0; id < this.#values.length; id++) {
        if (id === end) {
          this.#level++;
          end = this.#values.length;
        }
        if (id % HEAP_CHUNK === 0) {
          this.#fresh = this.#values.length;
          chunks.begin(this.#fresh);
        }
        const node = this.#node(id);
        this.budget.bytes += 2 + node.length * 2;
        chunks.add(node, this.#unfinished);
        this.#unfinished = false;
        // What was put off until now may lead on.
        if (id === end - 1) this.#finishLevel();
      }
      for (let at = 0; at < this.#atEnd.length; at++) attempt(this.#atEnd[at]!);
      return chunks.finish();
    } finally {
      chunks.release();
    }
  }

  #node(id: number): Wire[] {
    const builtin = this.#builtinPrototypes.size > 0 ? this.#builtinPrototypes.get(id) : undefined;
    if (builtin === undefined) return this.#describe(this.#values[id]);
    return [this.#plainShape(NodeKind.omitted), this.omit("unsupported", builtin)];
  }

  /** The slot of a value that is a node already; undefined when it is none. */
  slotOf(value: object): Wire {
    const id = this.#ids.get(value);
    return id === undefined || id < 0 ? undefined : -2 - id;
  }

  // Comparisons one by one, the commonest first: engines compile them to less than a switch.
  slot(value: unknown): Wire {
    if (typeof value === "object") return value === null ? null : this.#reference(value, false);
    if (typeof value === "string") return this.#stringSlot(value, false);
    if (typeof value === "number") return numberSlot(value);
    if (typeof value === "boolean" || value === undefined) return value;
    if (typeof value === "bigint") return bigintSlot(value) ?? this.omit("length", "bigint");
    if (typeof value === "symbol") return sharedSymbolSlot(value) ?? this.#reference(value, false);
    return this.#reference(value, false);
  }

  tableSlot(value: unknown): Wire {
    if (value === UNINITIALIZED) return this.omit("failed", "uninitialized", undefined, "It was not initialised yet");
    switch (typeof value) {
      case "string":
        return this.#stringSlot(value, true);
      case "symbol":
        return sharedSymbolSlot(value) ?? this.#reference(value, true);
      case "object":
      case "function":
        return value === null ? null : this.#reference(value, true);
      default:
        return this.slot(value);
    }
  }

  namedSlot(name: unknown, value: unknown): Wire {
    const secrecy = typeof name === "string" ? this.shapes.secrecy(name) : undefined;
    return secrecy !== undefined && this.#isSecret(value, secrecy) ? this.#redacted(value) : this.slot(value);
  }

  namedTableSlot(name: unknown, value: unknown): Wire {
    const secrecy = typeof name === "string" ? this.shapes.secrecy(name) : undefined;
    return secrecy !== undefined && this.#isSecret(value, secrecy) ? this.#redacted(value) : this.tableSlot(value);
  }

  omit(reason: OmittedReason, type: string, size?: number, detail?: string): Wire {
    this.budget.count(reason);
    this.budget.bytes += 16;
    if (detail !== undefined) return [Escape.omitted, reason, type, size ?? null, detail];
    return size === undefined ? [Escape.omitted, reason, type] : [Escape.omitted, reason, type, size];
  }

  rest(reason: OmittedReason, size: number): Wire {
    this.budget.count(reason);
    return [Escape.omitted, reason, null, size];
  }

  clean(text: string): string {
    return this.#redact?.text(text) ?? text;
  }

  recall(prototype: Prototype, keys: readonly PropertyKey[]): Layout | undefined {
    return this.shapes.recall(prototype, keys);
  }

  nodeLike(layout: Layout, value: object, prototype: Prototype): Wire[] {
    const node = this.#properties(layout, layout.kind, value, prototype, 0);
    if (prototype.privates !== undefined) this.#askForPrivates(node, value, prototype.privates);
    return node;
  }

  node(
    kind: NodeKind,
    value: object,
    prototype: Prototype,
    keys: readonly PropertyKey[] = ownKeysOf(value),
    payload = 0,
  ): Wire[] {
    const { maxItems } = this.limits;
    let kept = keys;
    if (keys.length > maxItems) {
      const some: PropertyKey[] = [];
      for (let at = 0; at < maxItems; at++) some[at] = keys[at]!;
      kept = some;
    }
    const node = this.#properties(this.shapes.layout(prototype, kept, kind), kind, value, prototype, payload);
    if (kept.length < keys.length) {
      const rest = this.rest("count", keys.length - kept.length);
      if (kind === NodeKind.object || kind === NodeKind.error || kind === NodeKind.module) node[node.length] = rest;
    }
    if (prototype.privates !== undefined) this.#askForPrivates(node, value, prototype.privates);
    return node;
  }

  bareNode(kind: NodeKind): Wire[] {
    return [this.#plainShape(kind)];
  }

  addPrivates(node: Wire[], privates: readonly (readonly [name: string, value: unknown])[]): void {
    const names: string[] = [];
    const slots: Wire[] = [];
    for (let at = 0; at < privates.length; at++) {
      names[at] = privates[at]![0];
      slots[at] = this.namedTableSlot(names[at], privates[at]![1]);
    }
    this.#insertPrivates(node, names, slots);
  }

  prototypeOf(value: object): Prototype {
    return this.#prototypes.get(getPrototypeOf(value) as object | null);
  }

  typeName(value: unknown): string {
    if (typeof value === "function") return "function";
    if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
    return isProxy(value) ? "Proxy" : this.prototypeOf(value).name;
  }

  functionIndex(value: object, location?: Position, ofClass?: number): number {
    const index = this.functions.index(value, location);
    if (ofClass !== undefined) this.functions.records[index]!.class = ofClass;
    return index;
  }

  addClass(prototype: object): void {
    this.#prototypeSlot(this.#prototypes.get(prototype));
  }

  scopeIndex(scope: LiveScope): number {
    return this.scopes.index(scope);
  }

  inspect(value: object, take: TakeInspection): void {
    this.#unfinished = true;
    this.#inspections.ask(value, take);
  }

  later(work: () => void): void {
    this.#later[this.#later.length] = work;
  }

  atEnd(work: () => void): void {
    this.#unfinished = true;
    this.#atEnd[this.#atEnd.length] = work;
  }

  #finishLevel(): void {
    while (this.#inspections.waiting || this.#later.length > 0) {
      this.#inspections.run();
      const works = this.#later;
      this.#later = [];
      for (let at = 0; at < works.length; at++) attempt(works[at]!);
    }
  }

  #askForPrivates(node: Wire[], value: object, names: readonly string[]): void {
    this.inspect(value, (inspection, why) => {
      if (inspection?.privates !== undefined) this.addPrivates(node, inspection.privates);
      else if (inspection === undefined) this.#addMissing(node, names, why);
    });
  }

  /** Private fields that are known to be there, and why they have no values. */
  #addMissing(node: Wire[], names: readonly string[], why: Wire): void {
    if (names.length === 0) return;
    const slots: Wire[] = [];
    for (let at = 0; at < names.length; at++) slots[at] = why;
    this.#insertPrivates(node, names, slots);
  }

  /** Puts private fields between the properties and the payload of a node. */
  #insertPrivates(node: Wire[], names: readonly string[], slots: readonly Wire[]): void {
    const shape = node[0] as number;
    const start = 1 + this.shapes.shapes[shape]![3].length;
    const count = slots.length;
    for (let at = node.length - 1; at >= start; at--) node[at + count] = node[at];
    for (let at = 0; at < count; at++) node[start + at] = slots[at];
    node[0] = this.shapes.withPrivates(shape, names);
  }

  #describe(value: unknown): Wire[] {
    if (typeof value === "string") return this.#describeString(value);
    if (typeof value === "symbol") {
      const description = symbolDescription(value);
      return [
        this.#plainShape(NodeKind.symbol),
        description === undefined ? description : this.clean(description),
      ];
    }
    const object = value as object;
    try {
      if (this.budget.exhausted) return this.#omitted(this.budget.cut!, object);
      if (this.#level >= this.limits.depth) return this.#omitted("depth", object);
      if (isProxy(object)) return describeProxy(object, this);
      const prototype = this.prototypeOf(object);
      if (prototype.skip || (hasOwn(object, SKIP) && isMarked(object))) return this.#omitted("skipped", object);
      const custom = this.#serializers.length === 0
        ? undefined
        : describeCustom(object, prototype, this.#serializers, this);
      return custom ?? describeValue(object, prototype, this);
    } catch (error) {
      // What was marked as the next node does not stand in the chunk.
      this.#fresh = -1;
      return [
        this.#plainShape(NodeKind.omitted),
        this.omit("failed", "object", undefined, this.clean(messageOf(error))),
      ];
    }
  }

  #describeString(text: string): Wire[] {
    const { maxStringLength } = this.limits;
    this.budget.bytes += text.length < maxStringLength ? text.length : maxStringLength;
    const shape = this.#plainShape(NodeKind.string);
    if (text.length <= maxStringLength) return [shape, text];
    this.budget.count("length");
    const last = codeUnit(text, maxStringLength - 1);
    const length = last >= 0xd800 && last < 0xdc00 ? maxStringLength - 1 : maxStringLength;
    return [shape, slice(text, 0, length), [Escape.omitted, "length", "string", text.length]];
  }

  #omitted(reason: OmittedReason, value: object): Wire[] {
    return [this.#plainShape(NodeKind.omitted), this.omit(reason, this.typeName(value), sizeOf(value))];
  }

  #plainShape(kind: NodeKind): number {
    return this.shapes.index(kind, null, 0, [], undefined);
  }

  /** Index of the class of a prototype, or the slot of the prototype. */
  #prototypeSlot(prototype: Prototype): number | null {
    const known = prototype.wire;
    if (known !== undefined) return known;
    return prototype.wire = this.classes.index(prototype) ?? this.#prototypeReference(prototype.object!);
  }

  #properties(layout: Layout, kind: NodeKind, value: object, prototype: Prototype, payload: number): Wire[] {
    const { keys, secrets } = layout;
    const simple = secrets === undefined && layout.isPlain && !this.polluted;
    // Of the right length at once: growing takes more time and memory than all the rest.
    const node: Wire[] = new Array(1 + keys.length + payload);
    let attributes: number[] | undefined;
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at]!;
      const property = simple ? getOwnPropertyDescriptor(value, key)! : readProperty(value, key, this.polluted);
      if (property.writable === true && property.enumerable === true && property.configurable === true) {
        const item: unknown = property.value;
        const secrecy = secrets === undefined ? undefined : secrets[at];
        node[at + 1] = secrecy !== undefined && this.#isSecret(item, secrecy) ? this.#redacted(item) : this.slot(item);
      } else {
        attributes ??= usualAttributes(keys.length);
        attributes[at] = attributesOf(property);
        node[at + 1] = this.#unusualSlot(key, property);
      }
    }
    const integrity = integrityOf(value);
    if (integrity === 0 && attributes === undefined && layout.kind === kind) {
      node[0] = layout.usual ??= this.shapes.index(kind, this.#prototypeSlot(prototype), 0, keys, undefined);
    } else {
      node[0] = this.shapes.index(kind, this.#prototypeSlot(prototype), integrity, keys, attributes);
    }
    return node;
  }

  /** The slot of a property that is not as assigning makes them. */
  #unusualSlot(key: PropertyKey, property: Property): Wire {
    if (property.omitted !== undefined) {
      const { reason, type, detail } = property.omitted;
      return this.omit(reason, type, undefined, detail);
    }
    if (!hasOwn(property, "value")) return [Escape.accessor, this.slot(property.get), this.slot(property.set)];
    return this.namedSlot(key, property.value);
  }

  #stringSlot(text: string, outside: boolean): Wire {
    const { length } = text;
    if (length > MAX_INLINE_STRING) {
      if (this.#ids.has(text)) return this.#reference(text, outside);
      const { maxStringLength } = this.limits;
      const seen = length > maxStringLength + SECRET_MARGIN ? slice(text, 0, maxStringLength + SECRET_MARGIN) : text;
      const cleaned = this.#redact?.text(seen);
      if (cleaned === REDACTED) return this.#redacted(text, BY_FORM);
      // A string that is too long keeps its length, even if that of what was taken out is not known.
      return this.#reference(cleaned === undefined ? text : cleaned + slice(text, seen.length), outside);
    }
    this.budget.bytes += length;
    const cleaned = this.#redact?.text(text);
    if (cleaned === undefined) return text;
    return cleaned === REDACTED ? this.#redacted(text, BY_FORM) : cleaned;
  }

  #reference(value: unknown, outside: boolean): Wire {
    let id = this.#ids.get(value);
    if (id !== undefined && id < 0) {
      const path = this.#paths.confirm(-1 - id);
      if (path !== undefined) return [Escape.builtin, path];
      id = undefined;
    }
    if (id === undefined) {
      const path = typeof value === "function" ? this.#paths.lazyGlobal(value) : undefined;
      if (path !== undefined) return [Escape.builtin, path];
      if (this.#values.length >= this.limits.maxNodes) return this.omit("count", this.typeName(value));
      id = this.#add(value);
    }
    if (id !== this.#fresh || outside) return -2 - id;
    this.#fresh++;
    return -1;
  }

  /** The slot of a prototype that no class has. */
  #prototypeReference(object: object): number {
    const id = this.#ids.get(object);
    const path = id !== undefined && id < 0 ? this.#paths.confirm(-1 - id) : undefined;
    if (path === undefined) return -2 - (id ?? this.#add(object));
    // A built-in object is never walked into, even if it serves as a prototype.
    const stand = this.#values.length;
    this.#builtinPrototypes.set(stand, path);
    this.#values[stand] = path;
    return -2 - stand;
  }

  /** Gives an id to a value that has none. */
  #add(value: unknown): number {
    const id = this.#values.length;
    this.#ids.set(value, id);
    this.#values[id] = value;
    return id;
  }

  #keySlot(key: string | symbol): Wire {
    if (typeof key === "symbol") return this.tableSlot(key);
    this.budget.bytes += key.length;
    return this.clean(key);
  }

  #isSecret(value: unknown, secrecy: Secrecy): boolean {
    switch (typeof value) {
      case "string":
        return secrecy === "value" ? value !== "" : value.length > MAX_WORD;
      case "object":
        if (value === null) return false;
        return secrecy === "value" || (isView(value));
      case "number":
      case "bigint":
      case "symbol":
        return secrecy === "value";
      default:
        return false;
    }
  }

  #redacted(value: unknown, rule = BY_NAME): Wire {
    return this.omit("redacted", this.typeName(value), sizeClass(value), rule);
  }
}

function usualAttributes(count: number): number[] {
  const attributes: number[] = [];
  for (let at = 0; at < count; at++) attributes[at] = 7;
  return attributes;
}

function attributesOf(descriptor: PropertyDescriptor): number {
  return (descriptor.writable === true ? Attribute.writable : 0) |
    (descriptor.enumerable === true ? Attribute.enumerable : 0) |
    (descriptor.configurable === true ? Attribute.configurable : 0);
}

/** Does what was put off. What fails leaves its one value incomplete, which a reader says of it. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Such as a class whose members could not be listed, for want of room on the stack.
  }
}
