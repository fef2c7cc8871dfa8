/**
 * The code of a dump, made from the checkout.
 *
 * @module
 */
import type { FunctionRecord, Header, Position, ScopeRecord, Tables } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Interrupt } from "../evaluate/interrupt.ts";
import type { Code, RealClass, StaysMock } from "../rehydrate/code.ts";
import type { Context } from "../rehydrate/context.ts";
import type { Frame } from "../frames/frame.ts";
import type { LiveVariable } from "../frames/variable.ts";
import type { AnyFunction } from "../rehydrate/stub.ts";
import { isClass } from "./bindings.ts";
import { ExportedCode } from "./exported_code.ts";
import { FoundCode, type FoundUnit } from "./found_code.ts";
import { Gaps } from "./gaps.ts";
import { ImportMap } from "./import_map.ts";
import { Linker } from "./linker.ts";
import { LiveClasses } from "./live_classes.ts";
import type { LiveModule } from "./live_module.ts";
import { LiveScopes } from "./live_scopes.ts";
import { LiveSurroundings } from "./live_surroundings.ts";
import { makeFunction } from "./make_function.ts";
import type { ModuleFile, ModuleFiles } from "./module_files.ts";
import { orWhy } from "./or_why.ts";
import type { Unit } from "./outline.ts";
import type { Packages } from "./packages.ts";
import type { Parsers } from "./parse_source.ts";
import { platformValue } from "./platform_value.ts";
import { PrivateFields } from "./private_fields.ts";
import { RecordedClosures } from "./recorded_closures.ts";
import { RecordedFrames } from "./recorded_frames.ts";
import type { RecordedModule } from "./recorded_module.ts";
import { RecordedTops } from "./recorded_tops.ts";
import { SharedScopes } from "./shared_scopes.ts";
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
  readonly #surroundings: LiveSurroundings;
  readonly #classes: LiveClasses;
  readonly #privates: PrivateFields;
  readonly #exported: ExportedCode;
  readonly #tops: RecordedTops;

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
    this.found = new FoundCode({ tables: heap.tables, files, linker: this.linker, parsers, imports });
    const closures = new RecordedClosures(heap);
    this.#tops = new RecordedTops({
      heap,
      files,
      linker: this.linker,
      found: this.found,
      scopes: this.scopes,
      closures,
    });
    this.#surroundings = new LiveSurroundings({
      heap,
      scopes: this.scopes,
      frames: new RecordedFrames(heap.tables, this.found),
      shared: new SharedScopes(closures, this.found),
      liveClass: (unit, module) => this.#classes.ofUnit(unit, module),
    });
    this.#classes = new LiveClasses({
      heap,
      found: this.found,
      surroundings: this.#surroundings,
      exported: (record) => this.#exportOf(record),
    });
    this.#privates = new PrivateFields(heap, this.#classes);
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
    return this.#classes.at(index);
  }

  putPrivates(value: object, node: HeapNode): void {
    this.#privates.put(value, node);
  }

  privateField(value: object, name: string): { value: unknown } | undefined {
    return this.#privates.field(value, name);
  }

  platformValue(path: string): { readonly value: unknown } | undefined {
    return platformValue(path);
  }

  /** A variable of a scope as code has it now; of an import, what the live module exports. */
  variable(scope: ScopeRecord, name: string): LiveVariable | undefined {
    const recorded = this.scopes.cell(scope, name);
    if (scope.type !== "module" && scope.type !== "closure") return recorded;
    const frame = this.#tables.frames.find(({ scopes }) =>
      scopes.some((index) => this.#tables.scopes[index] === scope)
    );
    if (scope.type === "closure" && !this.#isOfTop(name, frame?.position)) return recorded;
    return this.moduleVariable(frame?.position?.url, name, true) ?? recorded;
  }

  /** A variable at the top of a module that is not in the dump, or an import; undefined when it has no value here. */
  moduleVariable(url: string | undefined, name: string, onlyImports = false): LiveVariable | undefined {
    const module = url === undefined ? undefined : this.linker.find(url);
    if (module === undefined || "why" in module) return undefined;
    const declaration = module.tree.bindings.top.get(name);
    if (declaration === undefined || (onlyImports && !module.isImported(name))) return undefined;
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

  /** Whether a name at a place is that of a variable at the top of a module that engines take for a function. */
  #isOfTop(name: string, position: Position | undefined): boolean {
    const found = position === undefined ? undefined : this.found.functionAt(position);
    if (found === undefined || "why" in found) return false;
    const { bindings, program } = found.module.tree;
    return bindings.scopeOf(name, found.unit.node) === program;
  }

  /**
   * Makes the function of a unit with the scopes of a frame.
   *
   * @throws {UnavailableError} If it cannot be made.
   */
  functionOfFrame({ module, unit }: FoundUnit, around: Surroundings): AnyFunction {
    if (module.isAtTop(unit)) return module.make(unit);
    if (unit.definition.type === "MethodDefinition") return this.#member(unit, unit.name, module);
    const receiver = unit.kind === "arrow" ? this.#surroundings.receiverOf(unit, module, undefined) : undefined;
    return makeFunction(unit, unit.name, module, { ...around, ...receiver && { receiver } });
  }

  /**
   * What `import()` gives in a frame.
   *
   * @throws {UnavailableError} If it cannot be loaded.
   */
  async importModule({ position }: Frame, specifier: string): Promise<unknown> {
    const file = position === undefined ? { why: "the frame stands nowhere" } : this.#parts.files.find(position.url);
    if ("why" in file) throw new UnavailableError(`Cannot import ${specifier}: ${file.why}`);
    return await this.linker.importLater(specifier, { file });
  }

  /** `this` in a frame of an arrow function that the engine says has none: that of a function around it. */
  receiverOf({ position, receiver }: Frame): { readonly value: unknown } | undefined {
    if (position === undefined || receiver === undefined || receiver.value !== undefined) return receiver;
    const found = this.found.functionAt(position);
    if (found === undefined || "why" in found || found.unit.kind !== "arrow") return receiver;
    return this.#surroundings.receiverOf(found.unit, found.module, undefined) ?? receiver;
  }

  #makeFunction(record: FunctionRecord, { module, unit }: FoundUnit, node: HeapNode): AnyFunction {
    if (module.isAtTop(unit)) return module.make(unit);
    if (unit.definition.type === "MethodDefinition") return this.#member(unit, record.name, module);
    const around = this.#surroundings.of(unit, module, node);
    return isClass(unit.node) ? module.makeClass(unit, around).value : makeFunction(unit, record.name, module, around);
  }

  /**
   * A function of a package that the package exports, which is what code imports. Where the runtime does not tell the place
   * of a function, it may be one of the program with the same text, and have other variables around it.
   */
  #exportOf(record: FunctionRecord): AnyFunction | StaysMock | undefined {
    const { files } = this.#parts;
    const known = (record.position ?? record.generated)?.url;
    const urls = known === undefined ? this.#tables.modules.map(({ url }) => url) : [known];
    for (const url of urls) {
      if (!url.includes("/node_modules/")) continue;
      const file = files.find(url);
      if ("why" in file || (known === undefined && !file.text.includes(record.name))) continue;
      const exported = this.#exported.find(record, file.path);
      if (exported === undefined) continue;
      return known !== undefined || !this.found.isLikeOwn(record) ? exported : {
        why: "the runtime does not tell where it stands, and both the program and a package have one like it",
      };
    }
    return undefined;
  }

  /** A method or accessor of a class. */
  #member(unit: Unit, name: string, module: LiveModule): AnyFunction {
    const owner = unit.around && this.#classes.ofUnit(unit.around, module);
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

  #recordOf({ payload: [index] }: HeapNode): FunctionRecord | undefined {
    return typeof index === "number" ? this.#tables.functions[index] : undefined;
  }

  #recordedModule(file: ModuleFile, module: () => LiveModule): RecordedModule {
    const { main } = this.#parts.header;
    return {
      variable: (name) => this.#tops.variable(name, module()),
      stands: (tree) => this.#tops.hasTop(file, tree) || this.#tops.isFileOf(main, file),
      classOptions: (unit) => this.#classes.options(unit, module()),
      putStatics: (unit) => this.#classes.learn(unit, module()),
    };
  }
}
