/**
 * A module of the program that runs here.
 *
 * @module
 */
import type { AnyNode } from "acorn";
import { dirname } from "node:path";
import { omittedOf } from "../rehydrate/omitted.ts";
import type { AnyFunction } from "../rehydrate/stub.ts";
import { isClass } from "./bindings.ts";
import { type Cell, environmentOf, Variable } from "./cell.ts";
import type { WriterNames } from "./code_writer.ts";
import { compile } from "./compile.ts";
import type { Gaps } from "./gaps.ts";
import { callee, type CompileInside, type Helpers } from "./helpers.ts";
import type { Link, Linked, ModuleLinker } from "./linked.ts";
import { type ClassOptions, type LiveClass, makeClass } from "./make_class.ts";
import { makeFunction } from "./make_function.ts";
import { ModuleEvaluation } from "./module_evaluation.ts";
import { ModuleExports } from "./module_exports.ts";
import type { ModuleFile } from "./module_files.ts";
import { type ModuleLinks, moduleLinks } from "./module_links.ts";
import { Outline, type Unit } from "./outline.ts";
import { DEFAULT, WRAPPER_NAMES, writeStatement } from "./program_writer.ts";
import type { RecordedModule } from "./recorded_module.ts";
import type { SourceTree } from "./source_tree.ts";
import { stateNames } from "./state_names.ts";
import { type Home, NOTHING_AROUND, type Surroundings } from "./surroundings.ts";
import { UnavailableError } from "./unavailable_error.ts";
import { isAtTop, unitAtTop } from "./units_at_top.ts";

/**
 * A module of the program. Its functions and classes are made one by one from its text. Its variables are those of the
 * dump if a frame of it was recorded; else the module is run from its top when one of them is first needed, as an
 * import would do.
 */
export class LiveModule implements Home {
  readonly file: ModuleFile;
  readonly tree: SourceTree;
  readonly outline: Outline;
  readonly links: ModuleLinks;
  readonly helpers: Helpers;
  readonly exports: ModuleExports;
  readonly gaps: Gaps;
  readonly #linker: ModuleLinker;
  readonly #recorded: RecordedModule;
  readonly #stands: boolean;
  readonly #variables = new Map<string, Variable>();
  readonly #resolved = new Map<string, Cell>();
  readonly #made = new Map<Unit, AnyFunction>();
  readonly #classes = new Map<Unit, LiveClass>();
  readonly #commonJs: { exports: unknown } = { exports: {} };
  readonly #evaluation: ModuleEvaluation;

  constructor(file: ModuleFile, tree: SourceTree, linker: ModuleLinker, recorded: RecordedModule) {
    this.file = file;
    this.tree = tree;
    this.outline = new Outline(tree);
    this.links = moduleLinks(tree);
    this.exports = new ModuleExports(this, linker);
    this.gaps = linker.gaps;
    this.#linker = linker;
    this.#recorded = recorded;
    this.#stands = recorded.stands(tree);
    this.#evaluation = new ModuleEvaluation({
      tree,
      links: this.links,
      link: (specifier) => linker.link(specifier, this),
      isMade: (name) => this.#unitOf(name) !== undefined,
      run: (names, text, line, isAsync) => this.#run(names, text, line, isAsync),
    }, this.#stands);
    this.helpers = Object.freeze({
      guard: () => linker.interrupt.check(),
      import: (specifier: unknown) => linker.importLater(String(specifier), this),
      meta: Object.freeze({ url: file.url, filename: file.path, dirname: dirname(file.path), main: false }),
      callee,
      declare: (name: string) => this.#declare(name),
      setDefault: (value: unknown) => this.#variable(DEFAULT).declare(value),
    });
  }

  /** A variable at the top. What it leads to is looked for when it is first used. */
  cell(name: string): Cell {
    return { get: () => this.#resolve(name).get(), set: (value) => this.#resolve(name).set(value) };
  }

  get isPiece(): boolean {
    return this.file.isPiece === true;
  }

  isWrapperName(name: string): boolean {
    return this.tree.isCommonJs && WRAPPER_NAMES.has(name);
  }

  insideOf(unit: Unit): CompileInside | undefined {
    if (!this.#classes.has(unit) && this.isAtTop(unit)) this.make(unit);
    return this.#classes.get(unit)?.compileInside;
  }

  /** The class that was made of a unit; undefined when none was. */
  classOf(unit: Unit): LiveClass | undefined {
    return this.#classes.get(unit);
  }

  /** Whether a function or class is made once: it is declared at the top, or the only value of a constant there. */
  isAtTop(unit: Unit): boolean {
    return isAtTop(unit, this.tree);
  }

  /**
   * The function or class of a unit at the top.
   *
   * @throws {UnavailableError} If it cannot be made.
   */
  make(unit: Unit): AnyFunction {
    const known = this.#made.get(unit);
    if (known !== undefined) return known;
    if (!isClass(unit.node)) return this.#keep(unit, makeFunction(unit, unit.name, this, NOTHING_AROUND));
    if (!this.#stands) this.evaluate();
    return this.#made.get(unit) ?? this.makeClass(unit, NOTHING_AROUND).value;
  }

  /** Makes a class, at the top or within a call. */
  makeClass(unit: Unit, around: Surroundings): LiveClass {
    const options: ClassOptions = { name: unit.name, runsStatics: true, ...this.#recorded.classOptions(unit) };
    const made = makeClass(unit, options, this, around);
    this.#classes.set(unit, made);
    this.#keep(unit, made.value);
    if (!options.runsStatics) this.#recorded.putStatics(unit);
    return made;
  }

  /** Whether a variable at the top is what a package or the runtime gives, or another module exports. */
  isImported(name: string): boolean {
    const required = this.links.requires.get(name);
    return this.links.imports.has(name) || (required !== undefined && this.#nativeOf(required) !== undefined);
  }

  /** Variables at the top that are as the module begins, where the program may have changed them. */
  begunAnew(): string[] {
    if (this.#stands || !this.#evaluation.isDone) return [];
    return stateNames(this.tree).filter((name) => this.#fromDump(name) === undefined);
  }

  /** Runs the module from its top, once. Does nothing to one that stands as it is in the dump. */
  evaluate(): void {
    this.#evaluation.now();
  }

  /** The same for one that may await at its top. */
  evaluateLater(): Promise<void> {
    return this.#evaluation.later();
  }

  /** What `require` gives of a CommonJS module. */
  commonJs(): { exports: unknown } {
    this.evaluate();
    return this.#commonJs;
  }

  /** Makes what a statement at the top declares. If that cannot be made, who looks it up is told. */
  #declare(name: string): void {
    try {
      this.cell(name).get();
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
    }
  }

  #variable(name: string): Variable {
    let variable = this.#variables.get(name);
    if (variable === undefined) {
      const isConstant = this.tree.bindings.top.get(name)?.kind === "const";
      this.#variables.set(name, variable = new Variable(() => this.#firstValue(name), isConstant));
    }
    return variable;
  }

  /** The variable that a name stands for: of another module, of the dump, or of this module here. */
  #resolve(name: string): Cell {
    let cell = this.#resolved.get(name);
    if (cell === undefined) {
      cell = this.#imported(name) ?? this.#required(name) ?? this.#fromDump(name) ?? this.#variable(name);
      this.#resolved.set(name, cell);
    }
    return cell;
  }

  #imported(name: string): Cell | undefined {
    const link = this.links.imports.get(name);
    if (link === undefined) return undefined;
    let cell: Cell | undefined;
    try {
      cell = this.#linker.link(link.specifier, this).export(link.name);
    } catch (error) {
      // The dump may have it all the same.
      const recorded = error instanceof UnavailableError ? this.#fromDump(name) : undefined;
      if (recorded === undefined) throw error;
      return recorded;
    }
    if (cell === undefined) throw new SyntaxError(`Cannot import ${link.name}: ${link.specifier} does not export it`);
    return cell;
  }

  /** What `require` gives of a package or of the runtime; of a module of the program, the dump has what it gave. */
  #required(name: string): Cell | undefined {
    const link = this.links.requires.get(name);
    const linked = link === undefined ? undefined : this.#nativeOf(link);
    if (link === undefined || linked === undefined) return undefined;
    return new Variable(() => {
      const value = linked.required();
      return link.name === "*" ? value : (value as Record<string, unknown> | undefined)?.[link.name];
    });
  }

  #nativeOf({ specifier }: Link): Linked | undefined {
    try {
      const linked = this.#linker.link(specifier, this);
      return linked.isProgram ? undefined : linked;
    } catch (error) {
      if (error instanceof UnavailableError) return undefined;
      throw error;
    }
  }

  #fromDump(name: string): Cell | undefined {
    // What the module makes of itself is made once, whoever needs it.
    if (!this.#stands && this.#unitOf(name) !== undefined) return undefined;
    const recorded = this.#recorded.variable(name);
    if (recorded === undefined || omittedOf(recorded.current) !== undefined) return undefined;
    if (this.#stands) return recorded;
    // While it is run it has values of its own, then those that the program left.
    const now = (): Cell => this.#evaluation.runs ? this.#variable(name) : recorded;
    return { get: () => now().get(), set: (value) => now().set(value) };
  }

  #firstValue(name: string): unknown {
    const declaration = this.tree.bindings.top.get(name);
    if (declaration === undefined && this.isWrapperName(name)) return this.#wrapperValue(name);
    const unit = this.#unitOf(name);
    if (unit !== undefined) return this.make(unit);
    if (declaration === undefined && this.tree.namespaces.has(name)) {
      return this.gaps.meet(
        `Cannot read ${name} of ${this.tree.url}: it is a namespace, which live code does not make`,
      );
    }
    if (!this.#stands) {
      if (this.#evaluation.runs) {
        if (declaration?.kind === "var") return undefined;
        throw new ReferenceError(`Cannot access '${name}' before initialization`);
      }
      this.evaluate();
      return this.#variable(name).get();
    }
    const statement = name === DEFAULT ? defaultExport(this.tree) : declaration?.kind === "const" && declaration.node;
    if (statement) return this.#initialize(statement, name);
    const members = declaration?.kind === "var" ? this.#enumMembers(declaration.node, name) : undefined;
    if (members !== undefined) {
      this.#variable(name).declare(undefined);
      return this.#initialize(members, name);
    }
    return this.gaps.meet(`Cannot read ${name} of ${this.tree.url}: its value is not in the dump`);
  }

  /** The function or class that a name at the top stands for. */
  #unitOf(name: string): Unit | undefined {
    return unitAtTop(name, this.tree, this.outline);
  }

  /** Runs the statement that gives a variable its value. */
  #initialize(statement: AnyNode, name: string): unknown {
    const { writer, text, isAsync } = writeStatement(
      this.tree,
      statement,
      (other) => this.#unitOf(other) !== undefined,
    );
    if (isAsync) {
      return this.gaps.meet(
        `Cannot read ${name} of ${this.tree.url}: it is not in the dump, and its declaration awaits`,
      );
    }
    this.#run(writer.names, text, this.tree.lineOf(statement.start));
    return this.#variable(name).get();
  }

  /** What fills an enum, which has become `var Level; (function (Level) {…})(Level || (Level = {}));`. */
  #enumMembers(declaration: AnyNode, name: string): AnyNode | undefined {
    const { body } = this.tree.program;
    const next = body[body.findIndex(({ start, end }) => start <= declaration.start && declaration.end <= end) + 1];
    const isEnum = next?.type === "ExpressionStatement" &&
      this.tree.textOf(next).replace(/;$/, "").endsWith(`(${name} || (${name} = {}))`);
    return isEnum ? next : undefined;
  }

  #run(names: WriterNames, text: string, line: number, isAsync = false): unknown {
    const { tree } = this;
    const before = "\n".repeat(line - 1);
    const run = compile({
      text: before + text,
      ...names,
      url: tree.url,
      line: 1,
      isStrict: tree.isStrict,
      form: isAsync ? "async body" : "body",
    });
    const cells = [...tree.bindings.top.keys(), ...tree.namespaces.keys(), ...tree.isCommonJs ? WRAPPER_NAMES : []].map(
      (name) => {
        const set = (value: unknown) => {
          const cell = this.#evaluation.runs && !this.links.imports.has(name)
            ? this.#variable(name)
            : this.#resolve(name);
          if (cell instanceof Variable) cell.declare(value);
          else cell.set(value);
        };
        return [name, { get: () => this.#resolve(name).get(), set }] as const;
      },
    );
    return run.call(tree.isCommonJs ? this.#commonJs.exports : undefined, environmentOf(cells), this.helpers);
  }

  #wrapperValue(name: string): unknown {
    switch (name) {
      case "module":
        return this.#commonJs;
      case "require":
        return (specifier: string) => this.#linker.require(specifier, this);
      case "__filename":
        return this.file.path;
      case "__dirname":
        return dirname(this.file.path);
      default:
        return this.#commonJs.exports;
    }
  }

  #keep(unit: Unit, made: AnyFunction): AnyFunction {
    this.#made.set(unit, made);
    return made;
  }
}

/** The statement that exports a value as the default. */
function defaultExport({ program }: SourceTree): AnyNode | undefined {
  return program.body.find(({ type }) => type === "ExportDefaultDeclaration");
}
