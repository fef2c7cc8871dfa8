/**
 * The table of classes: what members they have, as far as own descriptors tell.
 *
 * @module
 */
import { types } from "node:util";
import type { ClassRecord, MemberRecord, Wire } from "../../dump/format.ts";
import { parameterCount } from "./functions.ts";
import { ownKeysOf, type Property, readProperty } from "./objects.ts";
import type { Prototype } from "./prototypes.ts";
import type { Walker } from "./walker.ts";

const { isProxy } = types;

type Draft = { -readonly [Key in keyof ClassRecord]: ClassRecord[Key] };

/** The classes met so far. */
export class ClassTable {
  readonly #walker: Walker;
  readonly #records: Draft[] = [];
  readonly #owners: (object | undefined)[] = [];

  constructor(walker: Walker) {
    this.#walker = walker;
  }

  /** Index of the class of a prototype; undefined when it is the prototype of no class. */
  index(prototype: Prototype): number | undefined {
    if (prototype.wire !== undefined && prototype.wire !== null && prototype.wire >= 0) return prototype.wire;
    if (prototype.class === undefined && prototype.builtin === undefined) return undefined;
    const index = this.#records.length;
    prototype.wire = index;
    this.#owners[index] = prototype.class;
    if (prototype.builtin !== undefined) {
      this.#records[index] = { name: prototype.name, builtin: prototype.builtin, members: [], statics: [] };
      return index;
    }
    const record: Draft = { name: prototype.name, members: [], statics: [] };
    this.#records[index] = record;
    this.#walker.later(() => this.#describe(index, record, prototype));
    return index;
  }

  /** The finished table. `slotOf` gives the slot of a class that is a node of the heap. */
  finish(slotOf: (value: object) => Wire): readonly ClassRecord[] {
    for (let at = 0; at < this.#records.length; at++) {
      const owner = this.#owners[at];
      const record = this.#records[at]!;
      const slot = owner === undefined || record.builtin !== undefined ? undefined : slotOf(owner);
      if (slot !== undefined) record.value = slot;
    }
    return this.#records;
  }

  #describe(index: number, record: Draft, prototype: Prototype): void {
    const owner = prototype.class!;
    const parent = prototype.parent === undefined ? undefined : this.index(prototype.parent);
    if (parent !== undefined) record.extends = parent;
    this.#walker.inspect(owner, (inspection) => {
      record.function = this.#walker.functionIndex(owner, inspection?.location, index);
    });
    record.members = this.#members(prototype.object!, isMemberKey);
    record.statics = this.#members(owner, isStaticKey);
  }

  #members(object: object, isMember: (key: PropertyKey) => boolean): readonly MemberRecord[] {
    const keys = ownKeysOf(object);
    const members: MemberRecord[] = [];
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at]!;
      if (!isMember(key)) continue;
      if (members.length >= this.#walker.limits.maxItems || this.#walker.budget.exhausted) {
        this.#walker.budget.count("count");
        break;
      }
      members[members.length] = this.#member(key as string | symbol, readProperty(object, key, this.#walker.polluted));
    }
    return members;
  }

  #member(name: string | symbol, property: Property): MemberRecord {
    const key = this.#walker.tableSlot(name);
    const { get, set, value, omitted } = property;
    if (omitted !== undefined) {
      return { key, kind: "value", value: this.#walker.omit(omitted.reason, omitted.type, undefined, omitted.detail) };
    }
    if (get !== undefined || set !== undefined) {
      return { key, kind: set === undefined ? "getter" : get === undefined ? "setter" : "accessor" };
    }
    if (typeof value !== "function" || isProxy(value)) {
      return { key, kind: "value", value: this.#walker.namedTableSlot(name, value) };
    }
    return { key, kind: "method", length: parameterCount(value) };
  }
}

function isMemberKey(key: PropertyKey): boolean {
  return key !== "constructor";
}

function isStaticKey(key: PropertyKey): boolean {
  return key !== "length" && key !== "name" && key !== "prototype" && key !== "arguments" && key !== "caller";
}
