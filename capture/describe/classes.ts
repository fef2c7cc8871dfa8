/**
 * The table of classes: what members they have, as far as own descriptors tell.
 *
 * @module
 */
import { types } from "node:util";
import { Attribute, type ClassRecord, type MemberRecord, type Wire } from "../../dump/format.ts";
import { functionText, isClassText, isNativeText } from "./function_text.ts";
import { parameterCount } from "./functions.ts";
import { attributesOf, integrityOf, METHOD, ownKeysOf, type Property, readProperty } from "./objects.ts";
import type { Prototype } from "./prototypes.ts";
import { getOwnPropertyDescriptor, getPrototypeOf, indexOf, isExtensible } from "./safe.ts";
import type { Walker } from "./walker.ts";

const { isAsyncFunction, isGeneratorFunction, isProxy } = types;
const { prototype: objectPrototype } = Object;
const { prototype: functionPrototype } = Function;

type MethodDraft = { -readonly [Key in keyof MemberRecord]: MemberRecord[Key] };
type Draft = { -readonly [Key in keyof ClassRecord]: ClassRecord[Key] };

/** The classes met so far. */
export class ClassTable {
  readonly #walker: Walker;
  readonly #records: Draft[] = [];
  readonly #owners: (object | undefined)[] = [];
  readonly #methods: { readonly member: MethodDraft; readonly code: object }[] = [];

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
      const record: Draft = { name: prototype.name, builtin: prototype.builtin, members: [], statics: [] };
      this.#records[index] = record;
      const parent = builtinParent(prototype);
      if (parent !== undefined) record.extends = this.index(parent)!;
      // Another runtime may not have the class: then reading an accessor has to say that it is one.
      if (indexOf(prototype.builtin, "node:") === 0) {
        this.#walker.later(() => record.members = this.#accessors(prototype.object!));
      }
      return index;
    }
    const record: Draft = { name: prototype.name, members: [], statics: [] };
    this.#records[index] = record;
    this.#walker.later(() => this.#describe(index, record, prototype));
    return index;
  }

  /** The finished table. `slotOf` gives the slot of a class or a method that is a node of the heap. */
  finish(slotOf: (value: object) => Wire): readonly ClassRecord[] {
    for (let at = 0; at < this.#records.length; at++) {
      const owner = this.#owners[at];
      const record = this.#records[at]!;
      const slot = owner === undefined || record.builtin !== undefined ? undefined : slotOf(owner);
      if (slot !== undefined) record.value = slot;
    }
    for (let at = 0; at < this.#methods.length; at++) {
      const { member, code } = this.#methods[at]!;
      const slot = slotOf(code);
      if (slot !== undefined) member.value = slot;
    }
    return this.#records;
  }

  #describe(index: number, record: Draft, prototype: Prototype): void {
    const owner = prototype.class!;
    const parent = prototype.parent === undefined ? undefined : this.index(prototype.parent);
    if (parent !== undefined) record.extends = parent;
    if (prototype.parent?.object === undefined) record.bare = true;
    if (this.#walker.isFar()) {
      record.function = this.#walker.farFunctionIndex(owner, index);
    } else {
      this.#walker.inspect(owner, (inspection) => {
        record.function = this.#walker.functionIndex(owner, inspection?.location, index);
        // Its node has its closure, and the private fields of the class itself.
        const { privates, scopes = [], location } = inspection ?? {};
        const module = scopes[scopes.length - 1]?.type === "module" ? scopes[scopes.length - 1] : undefined;
        if (privates !== undefined || scopes.length > (module === undefined ? 0 : 1)) this.#walker.tableSlot(owner);
        if (module !== undefined) this.#walker.modules.addClass(owner, module, location!.url);
      });
    }
    // That it is closed, or inherits from something else than the class that it extends, stands with its node, too.
    if (!isExtensible(owner) || (!this.#walker.isFar() && isApart(owner, prototype))) this.#walker.tableSlot(owner);
    const integrity = integrityOf(prototype.object!);
    if (integrity !== 0) record.integrity = integrity;
    const attributes = attributesOf(getOwnPropertyDescriptor(prototype.object!, "constructor")!);
    if (attributes !== usualAttributesOf(METHOD, integrity)) record.constructorAttributes = attributes;
    const text = functionText(owner);
    record.members = this.#members(prototype.object!, isMemberKey, text);
    // What is put on far classes, and on functions, leads to whole libraries.
    record.statics = this.#members(owner, isStaticKey, isClassText(text) && !this.#walker.isFar() ? text : undefined);
  }

  /** @param text The text of the class, to tell its methods from functions that were put beside them. */
  #members(object: object, isMember: (key: PropertyKey) => boolean, text?: string): readonly MemberRecord[] {
    const keys = ownKeysOf(object);
    const members: MemberRecord[] = [];
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at]!;
      if (!isMember(key)) continue;
      if (members.length >= this.#walker.limits.maxItems || this.#walker.budget.exhausted) {
        this.#walker.budget.count("count");
        break;
      }
      const property = readProperty(object, key, this.#walker.polluted);
      members[members.length] = this.#member(key as string | symbol, property, text);
    }
    return members;
  }

  /** The accessors of a class of the runtime; its methods are of no use to anybody. */
  #accessors(object: object): readonly MemberRecord[] {
    return this.#members(object, (key) => {
      const { get, set } = getOwnPropertyDescriptor(object, key)!;
      return get !== undefined || set !== undefined;
    });
  }

  #member(name: string | symbol, property: Property, text: string | undefined): MemberRecord {
    const key = this.#walker.tableSlot(name);
    const { get, set, value, omitted } = property;
    if (omitted !== undefined) {
      return { key, kind: "value", value: this.#walker.omit(omitted.reason, omitted.type, undefined, omitted.detail) };
    }
    if (get !== undefined || set !== undefined) {
      const kind = set === undefined ? "getter" : get === undefined ? "setter" : "accessor";
      return { key, kind, ...unusualAttributes(property, Attribute.configurable) };
    }
    if (typeof value !== "function" || isProxy(value) || (text !== undefined && this.#isFromElsewhere(value, text))) {
      const slot = this.#walker.namedTableSlot(name, value);
      return { key, kind: "value", value: slot, ...unusualAttributes(property, ASSIGNED) };
    }
    const member: MethodDraft = {
      key,
      kind: "method",
      length: parameterCount(value),
      ...unusualAttributes(property, METHOD),
      ...isAsyncFunction(value) && { async: true },
      ...isGeneratorFunction(value) && { generator: true },
    };
    this.#methods[this.#methods.length] = { member, code: value };
    return member;
  }

  /**
   * Whether a function is no method of the class with that text, but was put there: a built-in function, a wrapper. Those of
   * functions that are classes are all put there; they are taken for methods, unless there is more to them.
   */
  #isFromElsewhere(value: object, text: string): boolean {
    const own = functionText(value);
    if (isNativeText(own)) return true;
    return isClassText(text) ? indexOf(text, own) < 0 : this.#walker.isMet(value) || hasOthers(value);
  }
}

/** Whether a function has more properties than every function. */
function hasOthers(value: object): boolean {
  const keys = ownKeysOf(value);
  for (let at = 0; at < keys.length; at++) if (isStaticKey(keys[at]!)) return true;
  return false;
}

/** Whether a class itself does not inherit from the class that its prototype says it extends. */
function isApart(owner: object, { parent }: Prototype): boolean {
  const isBase = parent?.class === undefined || parent.object === objectPrototype;
  return getPrototypeOf(owner) !== (isBase ? functionPrototype : parent.class);
}

/** What is assigned has all attributes. */
const ASSIGNED = Attribute.writable | Attribute.enumerable | Attribute.configurable;

/** The attributes that are left of these when an object has been closed. */
function usualAttributesOf(attributes: number, integrity: 0 | 1 | 2 | 3): number {
  return integrity < 2 ? attributes : integrity < 3 ? attributes & ~Attribute.configurable : 0;
}

/** The attributes of a member, unless they are the usual ones. */
function unusualAttributes(property: Property, usual: number): { readonly attributes?: number } {
  const attributes = attributesOf(property);
  return attributes === usual ? {} : { attributes };
}

/** The nearest class further on that every realm has, Object left out. */
function builtinParent({ parent }: Prototype): Prototype | undefined {
  let at = parent;
  while (at !== undefined && at.builtin === undefined) at = at.parent;
  return at?.builtin === "Object" ? undefined : at;
}

function isMemberKey(key: PropertyKey): boolean {
  return key !== "constructor";
}

function isStaticKey(key: PropertyKey): boolean {
  return key !== "length" && key !== "name" && key !== "prototype" && key !== "arguments" && key !== "caller";
}
