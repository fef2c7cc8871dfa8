/**
 * The code of a dump, made from the checkout.
 *
 * @module
 */
import type { Identifier, Node } from "acorn";
import { types } from "node:util";
import {
  Attribute,
  type ClassRecord,
  type FunctionRecord,
  type Header,
  NodeKind,
  type ScopeRecord,
  type Tables,
} from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Interrupt } from "../evaluate/interrupt.ts";
import type { Code, RealClass, StaysMock } from "../rehydrate/code.ts";
import type { Context } from "../rehydrate/context.ts";
import type { Frame } from "../frames/frame.ts";
import type { LiveVariable } from "../frames/variable.ts";
import { isRef } from "../rehydrate/slots.ts";
import type { AnyFunction } from "../rehydrate/stub.ts";
import { isClass } from "./bindings.ts";
import { ExportedCode } from "./exported_code.ts";
import { FoundCode, type FoundUnit } from "./found_code.ts";
import { Gaps } from "./gaps.ts";
import { ImportMap } from "./import_map.ts";
import { Linker } from "./linker.ts";
import type { LiveModule, RecordedModule } from "./live_module.ts";
import { LiveScopes } from "./live_scopes.ts";
import { type ClassOptions, LiveClass } from "./make_class.ts";
import { makeFunction } from "./make_function.ts";
import type { ModuleFile, ModuleFiles } from "./module_files.ts";
import type { Unit } from "./outline.ts";
import type { Packages } from "./packages.ts";
import type { Parsers } from "./parse_source.ts";
import { platformValue } from "./platform_value.ts";
import { RecordedFrames } from "./recorded_frames.ts";
import type { Surroundings } from "./surroundings.ts";
import { UnavailableError } from "./unavailable_error.ts";

/** What live code is made with. */
export interface LiveCodeParts {
  readonly header: Header;
  readonly files: ModuleFiles;
  readonly packages: Packages;
  readonly parsers: Parsers;
  readonly interrupt: Interrupt;
}

/** The functions and classes of a dump, made from the text of their modules. */
export class LiveCode implements Code {
  /** What code asked for that neither the dump nor the checkout has. */
  readonly gaps: Gaps = new Gaps();
  /** Ends code that does not end by itself. */
  readonly interrupt: Interrupt;
  readonly scopes: LiveScopes;
  readonly linker: Linker;
  readonly found: FoundCode;
  readonly #heap: Context;
  readonly #tables: Tables;
  readonly #parts: LiveCodeParts;
  readonly #frames: RecordedFrames;
  readonly #exported: ExportedCode;
  readonly #classes = new Map<number, RealClass | StaysMock>();
  readonly #making = new Set<number>();
  readonly #byPrototype = new Map<object, LiveClass>();
  #holders: Map<number, number> | undefined;

  constructor(heap: Context, parts: LiveCodeParts) {
    const { files, packages, parsers, interrupt } = parts;
    this.interrupt = interrupt;
    this.#heap = heap;
    this.#tables = heap.tables;
    this.#parts = parts;
    this.scopes = new LiveScopes(heap.tables, (wire) => heap.value(heap.slot(wire)), this.gaps);
    this.#exported = new ExportedCode(packages, parsers.parseFunction);
    const imports = new ImportMap(files, parsers);
    const recorded = (file: ModuleFile, module: () => LiveModule) => this.#recordedModule(file, module);
    this.linker = new Linker({ files, packages, imports, parsers, gaps: this.gaps, interrupt, recorded });
    this.found = new FoundCode({ tables: heap.tables, files, linker: this.linker, parsers });
    this.#frames = new RecordedFrames(heap.tables, this.found);
  }

  functionAt(node: HeapNode): AnyFunction | StaysMock {
    const record = this.#recordOf(node);
    if (record === undefined) return { why: "the dump has no record of its code" };
    if (record.kind === "native") return { why: "it is a function of the runtime" };
    const index = this.#heap.classes.indexOf(node.id, record);
    if (index !== undefined) {
      const made = this.classAt(index);
      return "why" in made ? made : made.value;
    }
    const exported = this.#exportOf(record);
    if (exported !== undefined) return exported;
    const found = this.found.functionOf(record);
    return "why" in found ? found : orWhy(() => this.#makeFunction(record, found, node));
  }

  classAt(index: number): RealClass | StaysMock {
    const known = this.#classes.get(index);
    if (known !== undefined) return known;
    if (this.#making.has(index)) return { why: "it is needed for making itself" };
    this.#making.add(index);
    const made = orWhy(() => this.#makeClass(index));
    this.#making.delete(index);
    this.#classes.set(index, made);
    const { value } = this.#tables.classes[index] ?? {};
    // Its own fields are those of its node.
    if (value !== undefined && !("why" in made)) this.#heap.value(this.#heap.slot(value));
    return made;
  }

  platformValue(path: string): { readonly value: unknown } | undefined {
    return platformValue(path);
  }

  putPrivates(value: object, node: HeapNode): void {
    const recorded = privatesOf(node);
    if (node.kind === NodeKind.function && typeof value === "function") {
      const owner = this.#byPrototype.get(value.prototype);
      for (const { name, at } of recorded) {
        if (owner?.staticPrivates.includes(name) !== true) continue;
        this.#putPrivate(value, owner, name, this.#heap.reach(node.values[at]));
      }
      return;
    }
    for (const owner of this.#liveClassesOf(node).reverse()) {
      owner.carry(value);
      for (const { name, kind } of owner.privates) {
        if (kind !== "field") continue;
        // Base classes come first, in the dump as here; two may have a field of the same name.
        const at = recorded.findIndex((field) => field.name === name);
        if (at < 0) {
          this.#heap.problem(node.id, `its private field ${name} is not in the dump`);
        } else {
          const [field] = recorded.splice(at, 1);
          this.#putPrivate(value, owner, name, this.#heap.reach(node.values[field!.at]));
        }
      }
    }
  }

  privateField(value: object, name: string): { value: unknown } | undefined {
    if (types.isProxy(value)) return undefined;
    const own = typeof value === "function" ? this.#byPrototype.get(value.prototype) : undefined;
    if (own?.staticPrivates.includes(name) === true) return fieldOf(value, own, name);
    for (let at: object | null = value; at !== null && !types.isProxy(at); at = Object.getPrototypeOf(at)) {
      const owner = this.#byPrototype.get(at);
      if (owner === undefined || !owner.privates.some((member) => member.name === name)) continue;
      if (owner.access(name).has(value)) return fieldOf(value, owner, name);
    }
    return undefined;
  }

  /** A variable of a scope as code has it now; of an import, what the live module exports. */
  variable(scope: ScopeRecord, name: string): LiveVariable | undefined {
    const recorded = this.scopes.cell(scope, name);
    if (scope.type !== "module") return recorded;
    const frame = this.#tables.frames.find(({ scopes }) =>
      scopes.some((index) => this.#tables.scopes[index] === scope)
    );
    return this.moduleVariable(frame?.position?.url, name, true) ?? recorded;
  }

  /** A variable at the top of a module that is not in the dump, or an import; undefined when it has no value here. */
  moduleVariable(url: string | undefined, name: string, onlyImports = false): LiveVariable | undefined {
    const module = url === undefined ? undefined : this.linker.find(url);
    if (module === undefined || "why" in module) return undefined;
    const declaration = module.tree.bindings.top.get(name);
    if (declaration === undefined || (onlyImports && declaration.kind !== "import")) return undefined;
    const cell = module.cell(name);
    try {
      cell.get();
    } catch {
      return undefined;
    }
    return {
      get current() {
        return cell.get();
      },
      isAssigned: false,
      set: (value) => cell.set(value),
      reset() {},
    };
  }

  /**
   * Makes the function of a unit with the scopes of a frame.
   *
   * @throws {UnavailableError} If it cannot be made.
   */
  functionOfFrame({ module, unit }: FoundUnit, around: Surroundings): AnyFunction {
    if (module.isAtTop(unit)) return module.make(unit);
    if (unit.definition.type === "MethodDefinition") return this.#member(unit, unit.name, module);
    const receiver = unit.kind === "arrow" ? this.#receiverOf(unit, module, undefined) : undefined;
    return makeFunction(unit, unit.name, module, { ...around, ...receiver && { receiver } });
  }

  /** `this` in a frame of an arrow function that the engine says has none: that of a function around it. */
  receiverOf({ position, receiver }: Frame): { readonly value: unknown } | undefined {
    if (position === undefined || receiver === undefined || receiver.value !== undefined) return receiver;
    const found = this.found.functionAt(position);
    if (found === undefined || "why" in found || found.unit.kind !== "arrow") return receiver;
    return this.#receiverOf(found.unit, found.module, undefined) ?? receiver;
  }

  #makeFunction(record: FunctionRecord, { module, unit }: FoundUnit, node: HeapNode): AnyFunction {
    if (module.isAtTop(unit)) return module.make(unit);
    if (unit.definition.type === "MethodDefinition") return this.#member(unit, record.name, module);
    const around = this.#surroundings(unit, module, node);
    return isClass(unit.node) ? module.makeClass(unit, around).value : makeFunction(unit, record.name, module, around);
  }

  /** A function of a package that the package exports, which is what code imports. */
  #exportOf(record: FunctionRecord): AnyFunction | undefined {
    const { files } = this.#parts;
    const known = (record.position ?? record.generated)?.url;
    const urls = known === undefined ? this.#tables.modules.map(({ url }) => url) : [known];
    for (const url of urls) {
      if (!url.includes("/node_modules/")) continue;
      const file = files.find(url);
      if ("why" in file || (known === undefined && !file.text.includes(record.name))) continue;
      const exported = this.#exported.find(record, file.path);
      if (exported !== undefined) return exported;
    }
    return undefined;
  }

  /** A method or accessor of a class. */
  #member(unit: Unit, name: string, module: LiveModule): AnyFunction {
    const owner = unit.around && this.#liveClass(unit.around, module);
    const { definition } = unit;
    if (owner === undefined || definition.type !== "MethodDefinition") {
      throw new UnavailableError(`its class ${unit.around?.name ?? ""} is not live`);
    }
    if (definition.kind === "constructor") return owner.value;
    if (definition.key.type === "PrivateIdentifier") {
      const member = unit.kind === "method" ? owner.compileInside(`(o) => o.${unit.name}`) : undefined;
      if (typeof member !== "function") throw new UnavailableError("a private accessor cannot be had as a function");
      const bearer = definition.static ? owner.value : Object.create(owner.prototype);
      if (!definition.static) owner.carry(bearer);
      return member(bearer) as AnyFunction;
    }
    const holder = definition.static ? owner.value : owner.prototype;
    const field = unit.kind === "getter" ? "get" : unit.kind === "setter" ? "set" : "value";
    for (const key of Reflect.ownKeys(holder)) {
      const member: unknown = Object.getOwnPropertyDescriptor(holder, key)?.[field];
      if (typeof member !== "function") continue;
      if (definition.computed ? member.name === name : key === unit.name) return member as AnyFunction;
    }
    throw new UnavailableError(`its class ${owner.value.name} has no ${name}`);
  }

  #makeClass(index: number): RealClass | StaysMock {
    const record = this.#tables.classes[index];
    const code = record?.function === undefined ? undefined : this.#tables.functions[record.function];
    if (record === undefined || code === undefined) return { why: "the dump has no record of its code" };
    if (code.kind === "native") return { why: "it is a class of the runtime" };
    const exported = this.#exportOf(code);
    if (exported !== undefined) return { value: exported, prototype: exported.prototype as object };
    const found = this.found.functionOf(code);
    if ("why" in found) return found;
    const { module, unit } = found;
    const slot = record.value === undefined ? undefined : this.#heap.slot(record.value);
    const node = isRef(slot) ? this.#heap.node(slot.id) : undefined;
    if (!isClass(unit.node)) return this.#makeOldClass(record, found, node);
    if (module.isAtTop(unit)) module.make(unit);
    const made = module.classOf(unit) ?? module.makeClass(unit, this.#surroundings(unit, module, node));
    this.#byPrototype.set(made.prototype, made);
    if (node === undefined) this.#putStatics(made, record);
    return made;
  }

  /** A class that is a function: its methods were assigned to its prototype. */
  #makeOldClass(record: ClassRecord, { module, unit }: FoundUnit, node: HeapNode | undefined): RealClass {
    const around = this.#surroundings(unit, module, node);
    module.evaluate();
    const value = module.isAtTop(unit) ? module.make(unit) : makeFunction(unit, record.name, module, around);
    const prototype = value.prototype as object;
    for (const member of module.outline.units) {
      const parent = module.tree.bindings.parentOf(member.node);
      if (parent?.type !== "AssignmentExpression" || member.around !== unit.around) continue;
      const target = module.tree.textOf(parent.left).replaceAll(/\s/g, "");
      const key = target.startsWith(`${record.name}.prototype.`) ? target.slice(record.name.length + 11) : "";
      if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) || Object.hasOwn(prototype, key)) continue;
      const method = makeFunction(member, key, module, around);
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
    this.#heap.later(() => {
      for (const member of statics) {
        if (member.kind !== "value") continue;
        const key = this.#heap.reach(this.#heap.slot(member.key));
        if (typeof key !== "string" && typeof key !== "symbol") continue;
        const field = member.value === undefined ? undefined : this.#heap.reach(this.#heap.slot(member.value));
        Reflect.defineProperty(value, key, { value: field, writable: true, enumerable: true, configurable: true });
      }
    });
  }

  /** The class that was made of a unit, which is made now if need be. */
  #liveClass(unit: Unit, module: LiveModule): LiveClass | undefined {
    if (module.classOf(unit) === undefined) {
      const index = this.#classIndexOf(unit, module);
      if (index !== undefined) this.classAt(index);
      else if (module.isAtTop(unit)) module.make(unit);
    }
    return module.classOf(unit);
  }

  #classIndexOf(unit: Unit, module: LiveModule): number | undefined {
    const index = this.#tables.classes.findIndex(({ function: at }) => {
      const code = at === undefined ? undefined : this.#tables.functions[at];
      if (code === undefined || (code.kind === "class") !== isClass(unit.node)) return false;
      const found = this.found.functionOf(code);
      return !("why" in found) && found.module === module && found.unit === unit;
    });
    return index < 0 ? undefined : index;
  }

  /** What a function finds around it: its recorded closure, else the frame of the function that it stands in. */
  #surroundings(unit: Unit, module: LiveModule, node: HeapNode | undefined): Surroundings {
    const closure = node === undefined ? [] : this.#closureOf(node);
    const scopes = [
      ...closure,
      ...unit.around === undefined ? [] : this.#frames.scopesIn(unit.around),
      ...module.isPiece ? this.#moduleScopes(module.file.path) : [],
    ];
    const receiver = unit.kind === "arrow" ? this.#receiverOf(unit, module, node) : undefined;
    return { variable: (name) => this.scopes.find(scopes, name), ...receiver && { receiver } };
  }

  /** The scopes at the top of a module, as its frames had them. */
  #moduleScopes(path: string): ScopeRecord[] {
    return this.#tables.frames
      .filter(({ position, generated }) => [position, generated].some((place) => place?.url.endsWith(path)))
      .flatMap((frame) => frame.scopes.flatMap((index) => this.#tables.scopes[index] ?? []))
      .filter(({ type }) => type === "module");
  }

  #closureOf({ payload }: HeapNode): ScopeRecord[] {
    return payload.slice(1).flatMap((index) => typeof index === "number" ? this.#tables.scopes[index] ?? [] : []);
  }

  /** `this` of an arrow function: that of a frame of the function around, or the object whose field it is. */
  #receiverOf(unit: Unit, module: LiveModule, node: HeapNode | undefined): { readonly value: unknown } | undefined {
    const heap = this.#heap;
    const owner = module.tree.bindings.parentOf(unit.node);
    if (owner?.type === "PropertyDefinition" && node !== undefined) {
      const holder = this.#holderOf(node.id);
      if (owner.static) return unit.around && { value: this.#liveClass(unit.around, module)?.value };
      return holder === undefined ? undefined : boxOf(() => heap.value({ kind: "ref", id: holder }));
    }
    let outer: Unit | undefined = unit;
    while (outer?.kind === "arrow") {
      const receiver = this.#frames.receiverIn(outer);
      // V8 tells of every arrow function that it has none.
      if (receiver?.wire !== undefined) return boxOf(() => heap.value(heap.slot(receiver.wire)));
      outer = outer.around;
    }
    if (outer === undefined) return { value: undefined };
    const receiver = isClass(outer.node) ? undefined : this.#frames.receiverIn(outer);
    return receiver && boxOf(() => heap.value(heap.slot(receiver.wire)));
  }

  /** The object that has a function as a property, if only one does. */
  #holderOf(id: number): number | undefined {
    if (this.#holders === undefined) {
      this.#holders = new Map();
      for (let at = 0; at < this.#heap.size; at++) this.#noteFunctionsOf(at, this.#holders);
    }
    const holder = this.#holders.get(id);
    return holder === undefined || holder < 0 ? undefined : holder;
  }

  #noteFunctionsOf(id: number, holders: Map<number, number>): void {
    try {
      for (const value of this.#heap.node(id).values) {
        if (!isRef(value) || this.#heap.node(value.id).kind !== NodeKind.function) continue;
        holders.set(value.id, holders.has(value.id) && holders.get(value.id) !== id ? -1 : id);
      }
    } catch {
      // A damaged part of the file holds nothing.
    }
  }

  #putPrivate(value: object, owner: LiveClass, name: string, field: unknown): void {
    try {
      owner.access(name).set(value, field);
    } catch {
      // A private method, which is there already.
    }
  }

  /** The live classes of an instance, from its own to the base. */
  #liveClassesOf(node: HeapNode): LiveClass[] {
    const classes: LiveClass[] = [];
    let index: number | undefined = typeof node.prototype === "number" ? node.prototype : undefined;
    for (let depth = 0; index !== undefined && depth < 256; depth++) {
      const made = this.classAt(index);
      if (made instanceof LiveClass) classes.push(made);
      index = this.#tables.classes[index]?.extends;
    }
    return classes;
  }

  #recordOf({ payload: [index] }: HeapNode): FunctionRecord | undefined {
    return typeof index === "number" ? this.#tables.functions[index] : undefined;
  }

  #recordedModule(file: ModuleFile, module: () => LiveModule): RecordedModule {
    const { files, header } = this.#parts;
    const isThis = (url: string): boolean => {
      const found = files.find(url);
      return !("why" in found) && found.url === file.url;
    };
    const frames = this.#tables.frames.filter(({ position, generated }) =>
      isThis(position?.url ?? "") || isThis(generated?.url ?? "")
    );
    const scopes = frames.flatMap((frame) => frame.scopes).flatMap((index) => this.#tables.scopes[index] ?? [])
      .filter(({ type }) => type === "module");
    return {
      variable: (name) => this.scopes.find(scopes, name),
      stands: frames.length > 0 || (header.main !== undefined && isThis(header.main)),
      classOptions: (unit) => this.#classOptions(unit, module()),
    };
  }

  #classOptions(unit: Unit, module: LiveModule): Partial<ClassOptions> {
    const index = this.#classIndexOf(unit, module);
    const record = index === undefined ? undefined : this.#tables.classes[index];
    if (record === undefined) return {};
    const needsParent = isClass(unit.node) && unit.node.superClass && !isFixed(unit.node.superClass, module);
    return {
      name: record.name,
      // Private static fields of a class that is no node are not in the dump.
      runsStatics: record.value === undefined && record.statics.every(({ kind }) => kind !== "value"),
      parent: needsParent && record.extends !== undefined
        ? this.#heap.classes.constructorOf(record.extends)
        : undefined,
    };
  }
}

/** Whether what a class extends is the same at every evaluation: a name at the top of the module, or a global one. */
function isFixed(superClass: Node, { tree: { bindings, program }, isPiece }: LiveModule): boolean {
  if (superClass.type !== "Identifier") return false;
  const scope = bindings.scopeOf((superClass as Identifier).name, superClass);
  return (scope === undefined && !isPiece) || scope === program;
}

function privatesOf({ keys, attributes = [] }: HeapNode): { readonly name: string; readonly at: number }[] {
  return keys.flatMap((name, at) =>
    typeof name === "string" && ((attributes[at] ?? 0) & Attribute.private) !== 0 ? [{ name, at }] : []
  );
}

function fieldOf(object: object, owner: LiveClass, name: string): { value: unknown } {
  return {
    get value() {
      return owner.access(name).get(object);
    },
    set value(value) {
      owner.access(name).set(object, value);
    },
  };
}

function boxOf(value: () => unknown): { readonly value: unknown } {
  return {
    get value() {
      return value();
    },
  };
}

/** What a maker gives, or why it does not. */
function orWhy<T>(make: () => T): T | StaysMock {
  try {
    return make();
  } catch (error) {
    if (error instanceof UnavailableError) return { why: error.message };
    return { why: `making it failed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}` };
  }
}
