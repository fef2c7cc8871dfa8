/**
 * The classes of a dump, made from the text of their modules.
 *
 * @module
 */
import type { Identifier, Node } from "acorn";
import { type ClassRecord, type FunctionRecord, NodeKind, type Tables } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { RealClass, StaysMock } from "../rehydrate/code.ts";
import type { Context } from "../rehydrate/context.ts";
import { isRef } from "../rehydrate/slots.ts";
import type { AnyFunction } from "../rehydrate/stub.ts";
import { isClass } from "./bindings.ts";
import type { FoundCode, FoundUnit } from "./found_code.ts";
import type { LiveModule } from "./live_module.ts";
import type { LiveSurroundings } from "./live_surroundings.ts";
import { type ClassOptions, LiveClass } from "./make_class.ts";
import { makeFunction } from "./make_function.ts";
import { orWhy } from "./or_why.ts";
import { platformValue } from "./platform_value.ts";
import { prototypeMembers } from "./prototype_members.ts";
import type { Unit } from "./outline.ts";
import { UnavailableError } from "./unavailable_error.ts";
import { unitAtTop } from "./units_at_top.ts";

/** What classes are made with. */
export interface LiveClassesParts {
  readonly heap: Context;
  readonly found: FoundCode;
  readonly surroundings: LiveSurroundings;
  /** A function that a package exports, if it is that of a record. */
  readonly exported: (record: FunctionRecord) => AnyFunction | StaysMock | undefined;
}

/** The classes of a live session, each made once. */
export class LiveClasses {
  readonly #heap: Context;
  readonly #tables: Tables;
  readonly #found: FoundCode;
  readonly #surroundings: LiveSurroundings;
  readonly #exported: LiveClassesParts["exported"];
  readonly #classes = new Map<number, RealClass | StaysMock>();
  readonly #making = new Set<number>();
  readonly #byPrototype = new Map<object, LiveClass>();

  constructor({ heap, found, surroundings, exported }: LiveClassesParts) {
    this.#heap = heap;
    this.#tables = heap.tables;
    this.#found = found;
    this.#surroundings = surroundings;
    this.#exported = exported;
  }

  /** The class at an index of the table. */
  at(index: number): RealClass | StaysMock {
    const known = this.#classes.get(index);
    if (known !== undefined) return known;
    if (this.#making.has(index)) return { why: "it is needed for making itself" };
    this.#making.add(index);
    const made = orWhy(() => this.#make(index));
    this.#making.delete(index);
    this.#classes.set(index, made);
    const record = this.#tables.classes[index];
    if (record === undefined || "why" in made) return made;
    // Its own fields are those of its node, if it has one.
    const node = this.#nodeOf(record);
    if (node !== undefined) this.#heap.value({ kind: "ref", id: node.id });
    else if (made instanceof LiveClass) this.#putStatics(made, record);
    return made;
  }

  /** Takes a class that code has made for the one of the dump, with the static fields that it had. */
  learn(unit: Unit, module: LiveModule): void {
    const index = this.#indexOf(unit, module);
    if (index !== undefined) this.at(index);
  }

  /** The class that was made of a unit, which is made now if need be. */
  ofUnit(unit: Unit, module: LiveModule): LiveClass | undefined {
    if (module.classOf(unit) === undefined) {
      const index = this.#indexOf(unit, module);
      if (index !== undefined) this.at(index);
      else if (module.isAtTop(unit)) module.make(unit);
    }
    return module.classOf(unit);
  }

  #indexOf(unit: Unit, module: LiveModule): number | undefined {
    const index = this.#tables.classes.findIndex(({ function: at }) => {
      const code = at === undefined ? undefined : this.#tables.functions[at];
      if (code === undefined || (code.kind === "class") !== isClass(unit.node)) return false;
      const found = this.#found.functionOf(code);
      return !("why" in found) && found.module === module && found.unit === unit;
    });
    return index < 0 ? undefined : index;
  }

  /** The live classes of an instance, from its own to the base. */
  ofInstance(node: HeapNode): LiveClass[] {
    const classes: LiveClass[] = [];
    let index: number | undefined = typeof node.prototype === "number" ? node.prototype : undefined;
    for (let depth = 0; index !== undefined && depth < 256; depth++) {
      const made = this.at(index);
      if (made instanceof LiveClass) classes.push(made);
      index = this.#tables.classes[index]?.extends;
    }
    return classes;
  }

  /** The class whose `prototype` an object is; undefined when none was made that has it. */
  ofPrototype(prototype: object): LiveClass | undefined {
    return this.#byPrototype.get(prototype);
  }

  /** How a class is made, by what the dump has of it. */
  options(unit: Unit, module: LiveModule): Partial<ClassOptions> {
    const index = this.#indexOf(unit, module);
    const record = index === undefined ? undefined : this.#tables.classes[index];
    if (record === undefined) return {};
    const needsParent = isClass(unit.node) && unit.node.superClass && !isFixed(unit.node.superClass, module);
    return {
      name: record.name,
      // Private static fields of a class that is no node are not in the dump.
      runsStatics: this.#nodeOf(record) === undefined && record.statics.every(({ kind }) => kind !== "value"),
      parent: needsParent && record.extends !== undefined
        ? this.#heap.classes.constructorOf(record.extends)
        : undefined,
    };
  }

  #make(index: number): RealClass | StaysMock {
    const record = this.#tables.classes[index];
    const code = record?.function === undefined ? undefined : this.#tables.functions[record.function];
    const platform = record?.builtin === undefined ? undefined : platformValue(record.builtin)?.value;
    if (typeof platform === "function") {
      return { value: platform as AnyFunction, prototype: platform.prototype as object };
    }
    if (record === undefined || code === undefined) return { why: "the dump has no record of its code" };
    if (code.kind === "native") return { why: "it is a class of the runtime" };
    const exported = this.#exported(code);
    if (typeof exported === "function") return { value: exported, prototype: exported.prototype as object };
    if (exported !== undefined) return exported;
    const found = this.#found.functionOf(code);
    if ("why" in found) return found;
    const { module, unit } = found;
    const node = this.#nodeOf(record);
    if (!isClass(unit.node)) return this.#makeOldClass(record, found, node);
    if (module.isAtTop(unit)) module.make(unit);
    const made = module.classOf(unit) ?? module.makeClass(unit, this.#surroundings.of(unit, module, node));
    this.#byPrototype.set(made.prototype, made);
    return made;
  }

  /** The node of a class, if it was described. */
  #nodeOf({ value }: ClassRecord): HeapNode | undefined {
    const slot = value === undefined ? undefined : this.#heap.slot(value);
    const node = isRef(slot) ? this.#heap.node(slot.id) : undefined;
    return node?.kind === NodeKind.function ? node : undefined;
  }

  /** A class that is a function: its methods were assigned to its prototype. */
  #makeOldClass(record: ClassRecord, { module, unit }: FoundUnit, node: HeapNode | undefined): RealClass {
    const around = this.#surroundings.of(unit, module, node);
    module.evaluate();
    const value = module.isAtTop(unit) ? module.make(unit) : makeFunction(unit, record.name, module, around);
    const prototype = value.prototype as object;
    for (const [key, member] of prototypeMembers(unit, record.name, module.tree, module.outline)) {
      if (Object.hasOwn(prototype, key)) continue;
      const name = member.name || key;
      const method = module.isAtTop(member) ? module.make(member) : makeFunction(member, name, module, around);
      Object.defineProperty(prototype, key, { value: method, writable: true, enumerable: true, configurable: true });
    }
    for (const { key, kind } of record.members) {
      const name = this.#heap.reach(this.#heap.slot(key));
      if (kind === "value" || Object.hasOwn(prototype, name as PropertyKey)) continue;
      throw new UnavailableError(`its member ${String(name)} was not found`);
    }
    if (record.extends !== undefined && Object.getPrototypeOf(prototype) === Object.prototype) {
      Object.setPrototypeOf(prototype, this.#heap.classes.prototypeOf(record.extends));
    }
    return { value, prototype };
  }

  /** Gives a class that is no node its recorded static fields. */
  #putStatics({ value }: LiveClass, { statics }: ClassRecord): void {
    for (const member of statics) {
      if (member.kind !== "value") continue;
      const key = this.#heap.value(this.#heap.slot(member.key));
      if (typeof key !== "string" && typeof key !== "symbol") continue;
      const field = member.value === undefined ? undefined : this.#heap.value(this.#heap.slot(member.value));
      Reflect.defineProperty(value, key, { value: field, writable: true, enumerable: true, configurable: true });
    }
  }
}

/**
 * Whether what a class extends is the same at every evaluation: a class or an import at the top of the module, or a
 * global one. The value of another constant there may not be in the dump, and would be another class when it is made anew.
 */
function isFixed(superClass: Node, module: LiveModule): boolean {
  const { tree, outline, isPiece } = module;
  if (superClass.type !== "Identifier") return false;
  const { name } = superClass as Identifier;
  const scope = tree.bindings.scopeOf(name, superClass);
  if (scope !== tree.program) return scope === undefined && !isPiece;
  return module.isImported(name) || unitAtTop(name, tree, outline) !== undefined;
}
