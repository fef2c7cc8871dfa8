/**
 * Recorded values as code that makes them again.
 *
 * @module
 */
import { Attribute, NodeKind } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Slot } from "../../dump/slot.ts";
import { edgesOf, member } from "../frames/heap_edges.ts";
import { classNames, refOf } from "../frames/heap_graph.ts";
import { escapeText } from "../preview/escape.ts";
import { isAccessor, isHole } from "../rehydrate/slots.ts";
import type { Session } from "../session.ts";
import { builtinText, keyText, primitiveText, quote, symbolText } from "./literal_text.ts";
import { momentaryText } from "./momentary_text.ts";

/** Objects that are written at most. */
const MOST = 2000;
/** Elements, entries and properties of all objects that are written at most. */
const MOST_ITEMS = 20_000;
/** UTF-16 units of all texts that are written at most. */
const MOST_UNITS = 1_000_000;
/** Levels inside of one another; what lies deeper has a name of its own. */
const DEEPEST = 12;
/** Levels of what cannot be named before it is made, as proxies of proxies; what lies deeper is left out. */
const MOST_NESTED = 100;

const BUILTIN_ERROR = /^(?:AggregateError|EvalError|RangeError|ReferenceError|SyntaxError|TypeError|URIError)$/;

/** Writes values. What several places hold is made once, under a name. */
export class ValueWriter {
  /** What could not be made again, by path. */
  readonly problems = new Map<string, string>();
  readonly #session: Session;
  readonly #classOf: (name: string) => string | undefined;
  readonly #uses = new Map<number, number>();
  readonly #names = new Map<number, string>();
  readonly #declared: string[] = [];
  readonly #filled: string[] = [];
  readonly #unfilled: { readonly node: HeapNode; readonly name: string; readonly path: string }[] = [];
  #written = 0;
  #items = 0;
  #nested = 0;
  #units = 0;

  /** @param classOf The name under which a class can be used; undefined when it cannot. */
  constructor(session: Session, classOf: (name: string) => string | undefined) {
    this.#session = session;
    this.#classOf = classOf;
  }

  /** Counts how often each object is used, so that {@linkcode write} knows which ones need a name. */
  count(slots: readonly Slot[]): void {
    const queue = [...slots];
    for (const slot of queue) {
      const id = refOf(slot);
      if (id === undefined) continue;
      const uses = (this.#uses.get(id) ?? 0) + 1;
      this.#uses.set(id, uses);
      if (uses > 1 || this.#uses.size > MOST * 4) continue;
      const node = this.#session.file.heap.node(id);
      if (node.kind === NodeKind.function) continue;
      let room = MOST_ITEMS * 2;
      for (const { slot } of edgesOf(node, this.#session)) {
        if (--room < 0) break;
        if (refOf(slot) !== undefined) queue.push(slot);
      }
    }
  }

  /** An expression that makes a value, once the {@linkcode statements} have run. */
  write(slot: Slot, path: string): string {
    const text = this.#slot(slot, path, 0);
    // In turn, not inside of one another: a list may have any number of links.
    for (let next = this.#unfilled.shift(); next !== undefined; next = this.#unfilled.shift()) {
      this.#fill(next.node, next.name, next.path);
    }
    return text;
  }

  #slot(slot: Slot, path: string, depth: number): string {
    if (typeof slot === "string") return this.#text(slot, path);
    if (typeof slot !== "object" || slot === null) return primitiveText(slot);
    switch (slot.kind) {
      case "ref":
        return this.#writeNode(slot.id, path, depth);
      case "symbol":
        return symbolText(slot);
      case "builtin":
        return builtinText(slot.path) ??
          this.#fail(path, "a built-in that could run code of the dump, or is none: fill it in");
      case "omitted":
        return this.#fail(path, `left out of the dump (${slot.omitted.detail ?? slot.omitted.reason})`);
      default:
        return this.#fail(path, `${slot.kind === "accessor" ? "a getter, which was not run" : "no value"}`);
    }
  }

  #text(text: string, path: string): string {
    this.#units += text.length;
    return this.#units <= MOST_UNITS ? quote(text) : this.#fail(path, `a text of ${text.length} UTF-16 units`);
  }

  /** The statements that have to stand before the expressions: shared objects, first made, then filled. */
  statements(): string[] {
    return [...this.#declared, ...this.#filled];
  }

  #writeNode(id: number, path: string, depth: number): string {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    if (this.#written++ >= MOST) return this.#fail(path, `left out here: there are more than ${MOST} objects`);
    if (this.#nested >= MOST_NESTED) return this.#fail(path, "nested too deeply");
    this.#nested++;
    const text = this.#makeNode(this.#session.file.heap.node(id), path, depth);
    this.#nested--;
    return text;
  }

  #makeNode(node: HeapNode, path: string, depth: number): string {
    const { id } = node;
    const isFilled = node.kind === NodeKind.object || node.kind === NodeKind.array || node.kind === NodeKind.map ||
      node.kind === NodeKind.set || node.kind === NodeKind.arguments || node.kind === NodeKind.error;
    if ((this.#uses.get(id) ?? 1) < 2 && depth < DEEPEST) return this.#whole(node, path, depth);
    const name = `shared${this.#names.size + 1}`;
    this.#names.set(id, name);
    if (!isFilled) {
      this.#declared.push(`const ${name} = ${this.#whole(node, path, 1)};`);
      return name;
    }
    // Named before it is filled: it may hold itself.
    this.#declared.push(`const ${name} = ${this.#empty(node, path)};`);
    this.#unfilled.push({ node, name, path });
    return name;
  }

  /** An expression for all of an object. */
  #whole(node: HeapNode, path: string, depth: number): string {
    const { kind, payload } = node;
    this.#complainOfRest(node, path);
    switch (kind) {
      case NodeKind.object: {
        const literal = this.#literal(node, path, depth);
        const empty = this.#empty(node, path);
        return empty === "{}" ? literal : `Object.assign(${empty}, ${literal})`;
      }
      case NodeKind.array:
      case NodeKind.arguments:
        return `[${this.#elements(payload, path, depth).join(", ")}]`;
      case NodeKind.map:
        return payload.length < 2 ? "new Map()" : `new Map([${this.#entries(payload, path, depth).join(", ")}])`;
      case NodeKind.set: {
        const values = this.#elements(payload, path, depth);
        return values.length === 0 ? "new Set()" : `new Set([${values.join(", ")}])`;
      }
      case NodeKind.error: {
        const literal = this.#literal(node, path, depth, ["message", "stack"]);
        return literal === "{}" ? this.#empty(node, path) : `Object.assign(${this.#empty(node, path)}, ${literal})`;
      }
      default:
        return momentaryText(node, {
          inner: (at) => this.#slot(payload[at], path, depth + 1),
          functionText: () => this.#function(payload[0], path),
          note: (why) => this.#note(path, why),
          fail: (why) => this.#fail(path, why),
        });
    }
  }

  /** An object without what it holds. */
  #empty(node: HeapNode, path: string): string {
    const { kind, prototype, keys, values } = node;
    if (kind === NodeKind.array || kind === NodeKind.arguments) return "[]";
    if (kind === NodeKind.map) return "new Map()";
    if (kind === NodeKind.set) return "new Set()";
    const [name = ""] = classNames(node, this.#session);
    const usable = this.#classOf(name);
    if (kind === NodeKind.error) {
      const message = values[keys.indexOf("message")];
      const text = typeof message === "string" ? quote(message) : "";
      if (BUILTIN_ERROR.test(name)) {
        return name === "AggregateError" ? `new ${name}([], ${text})` : `new ${name}(${text})`;
      }
      if (usable !== undefined) {
        return `Object.assign(Object.create(${usable}.prototype), { message: ${text || '""'} })`;
      }
      if (name !== "Error") this.#note(path, `an Error in place of ${name}, which cannot be imported`);
      return `new Error(${text})`;
    }
    if (prototype === null) return "Object.create(null)";
    if (name === "Object" || typeof prototype !== "number") return "{}";
    if (usable !== undefined) return `Object.create(${usable}.prototype)`;
    this.#note(path, `a plain object in place of ${escapeText(name)}, which cannot be imported`);
    return "{}";
  }

  /** Statements that fill an object that has a name. */
  #fill(node: HeapNode, name: string, path: string): void {
    this.#complainOfRest(node, path);
    const { kind, payload } = node;
    const statements: string[] = [];
    if (kind === NodeKind.array || kind === NodeKind.arguments || kind === NodeKind.set) {
      const values = this.#elements(payload, path, 1);
      if (kind === NodeKind.set) { for (const value of values) statements.push(`${name}.add(${value});`); }
      else if (values.length > 0) {
        statements.push(`${name}.push(${values.map((value) => value || "undefined").join(", ")});`);
      }
    } else if (kind === NodeKind.map) {
      for (const entry of this.#entries(payload, path, 1)) statements.push(`${name}.set(...${entry});`);
    } else {
      const literal = this.#literal(node, path, 1, kind === NodeKind.error ? ["message", "stack"] : []);
      if (literal !== "{}") statements.push(`Object.assign(${name}, ${literal});`);
    }
    for (const statement of statements) this.#filled.push(statement);
  }

  #literal(
    { keys, values, attributes }: HeapNode,
    path: string,
    depth: number,
    without: readonly string[] = [],
  ): string {
    const parts = this.#first(keys, path).flatMap((key, at): string[] => {
      const step = typeof key === "string" ? member(key) : "[symbol]";
      if (typeof key === "string" && without.includes(key)) return [];
      if (((attributes?.[at] ?? 0) & Attribute.absent) !== 0) return [];
      if (((attributes?.[at] ?? 0) & Attribute.private) !== 0) {
        this.#note(`${path}.${String(key)}`, "a private field, which only the class can set");
        return [];
      }
      if (isAccessor(values[at])) {
        this.#note(path + step, "a getter, which was not run");
        return [];
      }
      const value = this.#slot(values[at], path + step, depth + 1);
      return [`${typeof key === "string" ? keyText(key) : `[${this.#slot(key, path, depth)}]`}: ${value}`];
    });
    return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
  }

  /** Expressions of elements; a hole is an empty one. */
  #elements(payload: readonly Slot[], path: string, depth: number): string[] {
    let index = 0;
    return this.#first(payload, path).flatMap((slot): string[] => {
      if (isHole(slot)) {
        if (slot.count > MOST) this.#note(`${path}[${index}]`, `${slot.count} holes, of which ${MOST} stand there`);
        index += slot.count;
        return new Array<string>(Math.min(slot.count, MOST)).fill("");
      }
      return isRest(slot) ? [] : [this.#slot(slot, `${path}[${index++}]`, depth + 1)];
    });
  }

  #entries(payload: readonly Slot[], path: string, depth: number): string[] {
    const entries: string[] = [];
    const written = this.#first(payload, path);
    for (let at = 0; at + 1 < written.length; at += 2) {
      const key = this.#slot(written[at], `${path}.[[Entries]][${at / 2}].key`, depth + 1);
      entries.push(`[${key}, ${this.#slot(written[at + 1], `${path}.get(${key})`, depth + 1)}]`);
    }
    return entries;
  }

  /** Those of the items for which there is room. */
  #first<T>(items: readonly T[], path: string): readonly T[] {
    const room = MOST_ITEMS - this.#items;
    this.#items += Math.min(items.length, room);
    if (items.length <= room) return items;
    this.#note(path, `left out here from item ${room} on: there are more than ${MOST_ITEMS} in all`);
    return items.slice(0, room);
  }

  #function(index: Slot, path: string): string {
    const record = typeof index === "number" ? this.#session.file.tables.functions[index] : undefined;
    const usable = record === undefined ? undefined : this.#classOf(record.name);
    if (usable !== undefined) return usable;
    const name = record?.name ? `function ${escapeText(record.name)}` : "a function";
    this.#note(path, `${name}, which cannot be imported; give it a stub`);
    return `() => { throw new Error(${quote(`${path} was not rebuilt`)}); }`;
  }

  #complainOfRest({ payload, kind }: HeapNode, path: string): void {
    const last = payload.at(-1);
    if (CUT.has(kind) && isRest(last)) {
      const size = last.omitted.size === undefined ? "the rest" : `${last.omitted.size} more`;
      this.#note(path, `${size} of it left out of the dump (${last.omitted.reason})`);
    }
  }

  #fail(path: string, why: string): string {
    this.#note(path, why);
    return "undefined";
  }

  #note(path: string, why: string): void {
    if (!this.problems.has(path)) this.problems.set(path, why);
  }
}

/** Kinds of which the last of the payload may say how much was left out. */
const CUT: ReadonlySet<NodeKind> = new Set<NodeKind>([
  NodeKind.object,
  NodeKind.array,
  NodeKind.arguments,
  NodeKind.map,
  NodeKind.set,
  NodeKind.error,
  NodeKind.string,
  NodeKind.buffer,
]);

/** What was left out after the last item has no type; an item that was left out has. */
function isRest(slot: Slot): slot is Extract<Slot, { readonly kind: "omitted" }> {
  return typeof slot === "object" && slot !== null && slot.kind === "omitted" && slot.omitted.type === undefined;
}
