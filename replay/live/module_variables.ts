/**
 * What the names at the top of a module of the program stand for.
 *
 * @module
 */
import type { AnyNode } from "acorn";
import { dirname } from "node:path";
import { omittedOf } from "../rehydrate/omitted.ts";
import type { AnyFunction } from "../rehydrate/stub.ts";
import { type Cell, Variable } from "./cell.ts";
import type { WriterNames } from "./code_writer.ts";
import type { Importer, Link, Linked, ModuleLinker } from "./linked.ts";
import type { ModuleLinks } from "./module_links.ts";
import type { Unit } from "./outline.ts";
import { DEFAULT, WRAPPER_NAMES, writeStatement } from "./program_writer.ts";
import type { RecordedModule } from "./recorded_module.ts";
import type { SourceTree } from "./source_tree.ts";
import { UnavailableError } from "./unavailable_error.ts";

/** The module that the variables are of. */
export interface VariablesOwner extends Importer {
  readonly tree: SourceTree;
  readonly links: ModuleLinks;
  readonly linker: ModuleLinker;
  readonly recorded: RecordedModule;
  /** Whether it is not to be run from its top. */
  readonly stands: boolean;
  /** Whether it is running from its top now. */
  readonly runs: boolean;
  /** `module` of a CommonJS module. */
  readonly commonJs: { readonly exports: unknown };
  /** The function or class that a name stands for. */
  unitOf(name: string): Unit | undefined;
  make(unit: Unit): AnyFunction;
  evaluate(): void;
  /** Runs code at its top. */
  run(names: WriterNames, text: string, line: number): unknown;
}

/** The variables at the top of a module: of another module, of the dump, or made here when they are first read. */
export class ModuleVariables {
  readonly #module: VariablesOwner;
  readonly #variables = new Map<string, Variable>();
  readonly #resolved = new Map<string, Cell>();

  constructor(module: VariablesOwner) {
    this.#module = module;
  }

  /** Whether a name is one of those that the wrapper of a CommonJS module has. */
  isWrapperName(name: string): boolean {
    return this.#module.tree.isCommonJs && WRAPPER_NAMES.has(name);
  }

  /** All variables, for code that runs at the top, which also gives them their first values. */
  cells(): (readonly [name: string, cell: Cell])[] {
    const { tree, links } = this.#module;
    const names = [...tree.bindings.top.keys(), ...tree.namespaces.keys(), ...tree.isCommonJs ? WRAPPER_NAMES : []];
    return names.map((name) => {
      const set = (value: unknown) => {
        const cell = this.#module.runs && !links.imports.has(name) ? this.variable(name) : this.resolve(name);
        if (cell instanceof Variable) cell.declare(value);
        else cell.set(value);
      };
      return [name, { get: () => this.resolve(name).get(), set }];
    });
  }

  /** Whether a variable at the top is what a package or the runtime gives, or another module exports. */
  isImported(name: string): boolean {
    const required = this.#module.links.requires.get(name);
    return this.#module.links.imports.has(name) || (required !== undefined && this.#nativeOf(required) !== undefined);
  }

  /** A variable of this module here, whatever the dump has. */
  variable(name: string): Variable {
    let variable = this.#variables.get(name);
    if (variable === undefined) {
      const isConstant = this.#module.tree.bindings.top.get(name)?.kind === "const";
      this.#variables.set(name, variable = new Variable(() => this.#firstValue(name), isConstant));
    }
    return variable;
  }

  /** The variable that a name stands for: of another module, of the dump, or of this module here. */
  resolve(name: string): Cell {
    let cell = this.#resolved.get(name);
    if (cell === undefined) {
      cell = this.#imported(name) ?? this.#required(name) ?? this.fromDump(name) ?? this.variable(name);
      this.#resolved.set(name, cell);
    }
    return cell;
  }

  #imported(name: string): Cell | undefined {
    const link = this.#module.links.imports.get(name);
    if (link === undefined) return undefined;
    let cell: Cell | undefined;
    try {
      cell = this.#module.linker.link(link.specifier, this.#module).export(link.name);
    } catch (error) {
      // The dump may have it all the same.
      const recorded = error instanceof UnavailableError ? this.fromDump(name) : undefined;
      if (recorded === undefined) throw error;
      return recorded;
    }
    if (cell === undefined) throw new SyntaxError(`Cannot import ${link.name}: ${link.specifier} does not export it`);
    return cell;
  }

  /** What `require` gives of a package or of the runtime; of a module of the program, the dump has what it gave. */
  #required(name: string): Cell | undefined {
    const link = this.#module.links.requires.get(name);
    const linked = link === undefined ? undefined : this.#nativeOf(link);
    if (link === undefined || linked === undefined) return undefined;
    return new Variable(() => {
      const value = linked.required();
      return link.name === "*" ? value : (value as Record<string, unknown> | undefined)?.[link.name];
    });
  }

  #nativeOf({ specifier }: Link): Linked | undefined {
    try {
      const linked = this.#module.linker.link(specifier, this.#module);
      return linked.isProgram ? undefined : linked;
    } catch (error) {
      if (error instanceof UnavailableError) return undefined;
      throw error;
    }
  }

  /** A variable as the program left it; undefined when the dump does not have it, or the module makes it itself. */
  fromDump(name: string): Cell | undefined {
    // What the module makes of itself is made once, whoever needs it.
    if (!this.#module.stands && this.#module.unitOf(name) !== undefined) return undefined;
    const recorded = this.#module.recorded.variable(name);
    if (recorded === undefined || omittedOf(recorded.current) !== undefined) return undefined;
    if (this.#module.stands) return recorded;
    // While it is run it has values of its own, then those that the program left.
    const now = (): Cell => this.#module.runs ? this.variable(name) : recorded;
    return { get: () => now().get(), set: (value) => now().set(value) };
  }

  #firstValue(name: string): unknown {
    const declaration = this.#module.tree.bindings.top.get(name);
    if (declaration === undefined && this.isWrapperName(name)) return this.#wrapperValue(name);
    const unit = this.#module.unitOf(name);
    if (unit !== undefined) return this.#module.make(unit);
    if (declaration === undefined && this.#module.tree.namespaces.has(name)) {
      return this.#module.linker.gaps.meet(
        `Cannot read ${name} of ${this.#module.tree.url}: it is a namespace, which live code does not make`,
      );
    }
    if (!this.#module.stands) {
      if (this.#module.runs) {
        if (declaration?.kind === "var") return undefined;
        throw new ReferenceError(`Cannot access '${name}' before initialization`);
      }
      this.#module.evaluate();
      return this.variable(name).get();
    }
    const statement = name === DEFAULT
      ? defaultExport(this.#module.tree)
      : declaration?.kind === "const" && declaration.node;
    if (statement) return this.#initialize(statement, name);
    const members = declaration?.kind === "var" ? this.#enumMembers(declaration.node, name) : undefined;
    if (members !== undefined) {
      this.variable(name).declare(undefined);
      return this.#initialize(members, name);
    }
    return this.#module.linker.gaps.meet(
      `Cannot read ${name} of ${this.#module.tree.url}: its value is not in the dump`,
    );
  }

  /** Runs the statement that gives a variable its value. */
  #initialize(statement: AnyNode, name: string): unknown {
    const { writer, text, isAsync } = writeStatement(
      this.#module.tree,
      statement,
      (other) => this.#module.unitOf(other) !== undefined,
    );
    if (isAsync) {
      return this.#module.linker.gaps.meet(
        `Cannot read ${name} of ${this.#module.tree.url}: it is not in the dump, and its declaration awaits`,
      );
    }
    this.#module.run(writer.names, text, this.#module.tree.lineOf(statement.start));
    return this.variable(name).get();
  }

  /** What fills an enum, which has become `var Level; (function (Level) {…})(Level || (Level = {}));`. */
  #enumMembers(declaration: AnyNode, name: string): AnyNode | undefined {
    const { body } = this.#module.tree.program;
    const next = body[body.findIndex(({ start, end }) => start <= declaration.start && declaration.end <= end) + 1];
    const isEnum = next?.type === "ExpressionStatement" &&
      this.#module.tree.textOf(next).replace(/;$/, "").endsWith(`(${name} || (${name} = {}))`);
    return isEnum ? next : undefined;
  }

  #wrapperValue(name: string): unknown {
    switch (name) {
      case "module":
        return this.#module.commonJs;
      case "require":
        return (specifier: string) => this.#module.linker.require(specifier, this.#module);
      case "__filename":
        return this.#module.file.path;
      case "__dirname":
        return dirname(this.#module.file.path);
      default:
        return this.#module.commonJs.exports;
    }
  }
}

/** The statement that exports a value as the default. */
function defaultExport({ program }: SourceTree): AnyNode | undefined {
  return program.body.find(({ type }) => type === "ExportDefaultDeclaration");
}
