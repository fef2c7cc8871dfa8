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
  Escape,
  HEAP_CHUNK,
  NodeKind,
  type OmittedReason,
  type Position,
  type Wire,
  type WireChunk,
} from "../../dump/format.ts";
import type { Limits } from "../options.ts";
import type { Origin } from "../origin.ts";
import type { Redactor, Secrecy } from "../redact.ts";
import { BEHIND_ACCESSOR, type LiveScope, UNINITIALIZED } from "../snapshot/site.ts";
import { Agenda } from "./agenda.ts";
import { Budget } from "./budget.ts";
import { BuiltinPaths } from "./builtin_paths.ts";
import { Chunks } from "./chunks.ts";
import { ClassTable } from "./classes.ts";
import type { DescribeContext } from "./context.ts";
import { describeCustom, messageOf } from "./custom.ts";
import { describeValue } from "./families.ts";
import { describeProxy } from "./exotics.ts";
import { FunctionTable } from "./functions.ts";
import { Identities } from "./identities.ts";
import { Inspections } from "./inspections.ts";
import { ModuleScopes } from "./module_scopes.ts";
import { isRegistry } from "./module_registry.ts";
import { ObjectNodes } from "./object_nodes.ts";
import { isPolluted } from "./objects.ts";
import { bigintSlot, numberSlot, sharedSymbolSlot, symbolDescription } from "./primitives.ts";
import { isMarked, type Prototype, Prototypes, SKIP } from "./prototypes.ts";
import { getPrototypeOf, hasOwn, slice, startsWith } from "./safe.ts";
import { ScopeTable } from "./scopes.ts";
import { Sealed } from "./sealed.ts";
import { BY_NAME, isSecret, redactedSlot } from "./secrets.ts";
import type { Serializer } from "./serializer.ts";
import { ShapeTable } from "./shapes.ts";
import { sizeOf } from "./size_of.ts";
import { Strings } from "./strings.ts";
import { Territories } from "./territories.ts";
import type { TakeInspection, Walker } from "./walker.ts";
import type { TakeHeld } from "./weak_probes.ts";
import { Windows } from "./windows.ts";

const { isArgumentsObject, isProxy } = types;

/** Nodes, and the tables that they refer to. */
export class Heap implements Walker {
  readonly limits: Limits;
  readonly budget: Budget;
  readonly scopes: ScopeTable;
  readonly functions: FunctionTable;
  readonly shapes: ShapeTable;
  readonly modules: ModuleScopes;
  readonly classes: ClassTable;
  readonly #redact: Redactor | undefined;
  readonly #prototypes: Prototypes;
  readonly #serializers: readonly Serializer[];
  readonly polluted = isPolluted();
  readonly #identities: Identities;
  readonly #strings: Strings;
  readonly #objects: ObjectNodes;
  readonly windows = new Windows();
  readonly #agenda: Agenda;
  readonly #territories: Territories;
  readonly #sealed: Sealed;
  /** How many nodes are described, with the one that is described at the moment. */
  #begun = 0;
  #level = 0;

  constructor(context: DescribeContext) {
    const { limits, redact } = context;
    this.limits = limits;
    this.budget = new Budget(limits);
    this.#redact = redact;
    this.#serializers = context.serializers ?? [];
    this.scopes = new ScopeTable(this);
    this.modules = new ModuleScopes(this);
    this.classes = new ClassTable(this);
    this.functions = new FunctionTable(context.code === false ? 0 : limits.maxStringLength, context.source);
    this.shapes = new ShapeTable(redact, (key) => this.#keySlot(key));
    this.#objects = new ObjectNodes(this, this.shapes);
    const paths = context.paths ?? new BuiltinPaths();
    paths.addModules(context.builtins ?? []);
    this.#prototypes = new Prototypes(paths);
    this.#identities = new Identities(paths, limits.maxNodes);
    this.#territories = new Territories(this.#prototypes, this.#identities);
    this.#agenda = new Agenda(new Inspections(context.inspect, this.budget, limits.maxTimeMs), this.#territories);
    this.#sealed = new Sealed(this.#prototypes, this.#identities);
    this.#strings = new Strings(this, this.#identities, redact);
  }

  /** Describes all that the tables refer to so far, and all that it leads to. */
  walk(): readonly (WireChunk | Uint8Array)[] {
    const chunks = new Chunks();
    const identities = this.#identities;
    const { values } = identities;
    this.#agenda.finishLevel(values);
    let end = values.length;
    let nodes: Wire[][] = [];
    for (let id = 0; id < values.length || this.#goOn(id); id++) {
      if (id === end) {
        this.#level++;
        end = values.length;
      }
      if (id % HEAP_CHUNK === 0) nodes = chunks.begin(identities.beginChunk());
      const builtin = identities.hasStandIns ? identities.pathOf(id) : undefined;
      this.#begun = id + 1;
      this.#territories.enter(id);
      const met = values.length;
      const node = builtin === undefined ? this.#describe(values[id]) : this.#builtinNode(builtin);
      this.budget.bytes += 2 + node.length * 2;
      nodes[id % HEAP_CHUNK] = node;
      if (values.length > met) this.#territories.begin(met, id);
      if (this.#agenda.takeUnfinished()) chunks.keepOpen();
      // What was put off until now may lead on.
      if (id === end - 1) this.#agenda.finishLevel(values);
    }
    this.#agenda.finish();
    return chunks.finish();
  }

  /** Whether the scopes of modules have led to a node with this id, now that all before it are described. */
  #goOn(id: number): boolean {
    const { values } = this.#identities;
    while (id === values.length) {
      const level = this.modules.put();
      if (level === undefined) return false;
      this.#level = level - 1;
    }
    return true;
  }

  /** The slot of a value that is a node already; undefined when it is none. */
  slotOf(value: object): Wire {
    return this.#identities.slotOf(value);
  }

  isMet(value: object): boolean {
    return this.#identities.has(value);
  }

  // Comparisons one by one, the commonest first: engines compile them to less than a switch.
  slot(value: unknown): Wire {
    if (typeof value === "object") {
      return value === null ? null : this.#identities.reference(value, false) ?? this.#beyond(value);
    }
    if (typeof value === "string") return this.#strings.slot(value, false);
    if (typeof value === "number") return value > 0 ? value : numberSlot(value);
    if (typeof value === "boolean" || value === undefined) return value;
    if (typeof value === "bigint") return bigintSlot(value) ?? this.omit("length", "bigint");
    if (typeof value === "symbol") return sharedSymbolSlot(value) ?? this.#reference(value, false);
    return this.#reference(value, false);
  }

  tableSlot(value: unknown): Wire {
    if (value === UNINITIALIZED) return this.omit("failed", "uninitialized", undefined, "It was not initialised yet");
    if (value === BEHIND_ACCESSOR) {
      return this.omit("accessor", "accessor", undefined, "Reading it would run code of the program");
    }
    switch (typeof value) {
      case "string":
        return this.#strings.slot(value, true);
      case "symbol":
        return sharedSymbolSlot(value) ?? this.#reference(value, true);
      case "object":
      case "function":
        return value === null ? null : this.#reference(value, true);
      default:
        return this.slot(value);
    }
  }

  secretSlot(secrecy: Secrecy | undefined, value: unknown): Wire {
    if (secrecy === undefined || !isSecret(value, secrecy) || this.#sealed.add(value, this.#begun)) {
      return this.slot(value);
    }
    return redactedSlot(value, BY_NAME, this);
  }

  sealedSlot(value: unknown): Wire {
    return this.secretSlot("value", value);
  }

  namedSlot(name: unknown, value: unknown): Wire {
    return this.secretSlot(typeof name === "string" ? this.shapes.secrecy(name) : undefined, value);
  }

  namedTableSlot(name: unknown, value: unknown): Wire {
    const secrecy = typeof name === "string" ? this.shapes.secrecy(name) : undefined;
    if (secrecy === undefined || !isSecret(value, secrecy) || this.#sealed.add(value, this.#begun)) {
      return this.tableSlot(value);
    }
    return redactedSlot(value, BY_NAME, this);
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

  nodeLike(value: object, prototype: Prototype, keys: readonly PropertyKey[]): Wire[] | undefined {
    return this.#objects.nodeLike(value, prototype, keys);
  }

  keylessNode(kind: NodeKind, value: object, prototype: Prototype, payload: number): Wire[] {
    return this.#objects.keylessNode(kind, value, prototype, payload);
  }

  node(kind: NodeKind, value: object, prototype: Prototype, keys?: readonly PropertyKey[], payload?: number): Wire[] {
    return this.#objects.node(kind, value, prototype, keys, payload);
  }

  changeKind(node: Wire[], kind: NodeKind): void {
    node[0] = this.shapes.withKind(node[0] as number, kind);
  }

  addPrivates(node: Wire[], privates: readonly (readonly [name: string, value: unknown])[]): void {
    this.#objects.addPrivates(node, privates);
  }

  bareNode(kind: NodeKind): Wire[] {
    return [this.#plainShape(kind)];
  }

  prototypeOf(value: object): Prototype {
    return this.#prototypes.get(getPrototypeOf(value) as object | null);
  }

  typeName(value: unknown): string {
    if (typeof value === "function") return "function";
    if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
    if (isProxy(value)) return "Proxy";
    if (isArgumentsObject(value)) return "Arguments";
    const { name } = this.prototypeOf(value);
    return startsWith(name, "%") ? slice(name, 1, -1) : name;
  }

  prototypeSlot(prototype: Prototype): number | null {
    const known = prototype.wire;
    if (known !== undefined) return known;
    return prototype.wire = this.classes.index(prototype) ?? this.#identities.prototypeReference(prototype.object!);
  }

  functionIndex(value: object, location?: Position, ofClass?: number): number {
    const index = this.functions.index(value, location);
    if (ofClass !== undefined) this.functions.records[index]!.class = ofClass;
    return index;
  }

  farFunctionIndex(value: object, ofClass?: number): number {
    const index = this.functions.farIndex(value);
    if (ofClass !== undefined) this.functions.records[index]!.class = ofClass;
    return index;
  }

  addClass(prototype: object): void {
    this.prototypeSlot(this.#prototypes.get(prototype));
  }

  scopeIndex(scope: LiveScope, maxVariables?: number): number {
    return this.scopes.index(scope, maxVariables);
  }

  inspect(value: object, take: TakeInspection): void {
    this.#agenda.inspect(value, take);
  }

  probe(collection: object, take: TakeHeld): void {
    this.#agenda.probe(collection, take);
  }

  later(work: () => void): void {
    this.#agenda.later(work);
  }

  holdFor(origin: Origin): void {
    this.#territories.hold(origin);
  }

  isFar(): boolean {
    return this.#territories.isFar(this.#level, this.limits.depth);
  }

  atEnd(work: () => void): void {
    this.#agenda.atEnd(work);
  }

  #describe(value: unknown): Wire[] {
    if (typeof value === "string") return this.#strings.describe(value, this.#plainShape(NodeKind.string));
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
      if (isRegistry(object, this)) return this.#omitted("depth", object);
      if (isProxy(object)) return describeProxy(object, this);
      const prototype = this.#prototypes.get(getPrototypeOf(object) as object | null);
      if (prototype.skip || (hasOwn(object, SKIP) && isMarked(object))) return this.#omitted("skipped", object);
      if (this.#sealed.has(object)) return this.#objects.sealedNode(object, prototype);
      const custom = this.#serializers.length === 0
        ? undefined
        : describeCustom(object, prototype, this.#serializers, this);
      return custom ?? describeValue(object, prototype, this);
    } catch (error) {
      // What was marked as the next node does not stand in the chunk.
      this.#identities.loseCount();
      return [
        this.#plainShape(NodeKind.omitted),
        this.omit("failed", "object", undefined, this.clean(messageOf(error))),
      ];
    }
  }

  #builtinNode(path: string): Wire[] {
    return [this.#plainShape(NodeKind.omitted), this.omit("unsupported", path)];
  }

  #omitted(reason: OmittedReason, value: object): Wire[] {
    return [this.#plainShape(NodeKind.omitted), this.omit(reason, this.typeName(value), sizeOf(value))];
  }

  #plainShape(kind: NodeKind): number {
    return this.shapes.index(kind, null, 0, [], undefined);
  }

  #reference(value: unknown, outside: boolean): Wire {
    return this.#identities.reference(value, outside) ?? this.#beyond(value);
  }

  /** The slot of a value that gets no node any more. */
  #beyond(value: unknown): Wire {
    return this.omit("count", this.typeName(value), sizeOf(value));
  }

  #keySlot(key: string | symbol): Wire {
    if (typeof key === "symbol") return this.tableSlot(key);
    this.budget.bytes += key.length;
    return this.clean(key);
  }
}
