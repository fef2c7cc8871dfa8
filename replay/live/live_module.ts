/**
 * A module of the program that runs here.
 *
 * @module
 */
import { dirname } from "node:path";
import type { AnyFunction } from "../rehydrate/stub.ts";
import { isClass } from "./bindings.ts";
import { type Cell, environmentOf } from "./cell.ts";
import type { WriterNames } from "./code_writer.ts";
import { compile } from "./compile.ts";
import type { Gaps } from "./gaps.ts";
import { callee, type CompileInside, type Helpers } from "./helpers.ts";
import type { ModuleLinker } from "./linked.ts";
import { type ClassOptions, type LiveClass, makeClass } from "./make_class.ts";
import { makeFunction } from "./make_function.ts";
import { ModuleEvaluation } from "./module_evaluation.ts";
import { ModuleExports } from "./module_exports.ts";
import type { ModuleFile } from "./module_files.ts";
import { type ModuleLinks, moduleLinks } from "./module_links.ts";
import { ModuleVariables } from "./module_variables.ts";
import { Outline, type Unit } from "./outline.ts";
import { DEFAULT } from "./program_writer.ts";
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
  readonly #recorded: RecordedModule;
  readonly #stands: boolean;
  readonly #variables: ModuleVariables;
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
    this.#recorded = recorded;
    this.#stands = recorded.stands(tree);
    this.#evaluation = new ModuleEvaluation({
      tree,
      links: this.links,
      link: (specifier) => linker.link(specifier, this),
      isMade: (name) => this.#unitOf(name) !== undefined,
      run: (names, text, line, isAsync) => this.#run(names, text, line, isAsync),
    }, this.#stands);
    const evaluation = this.#evaluation;
    this.#variables = new ModuleVariables({
      file,
      tree,
      links: this.links,
      linker,
      recorded,
      stands: this.#stands,
      get runs() {
        return evaluation.runs;
      },
      commonJs: this.#commonJs,
      unitOf: (name) => this.#unitOf(name),
      make: (unit) => this.make(unit),
      evaluate: () => this.evaluate(),
      run: (names, text, line) => this.#run(names, text, line),
    });
    this.helpers = Object.freeze({
      guard: () => linker.interrupt.check(),
      import: (specifier: unknown) => linker.importLater(String(specifier), this),
      meta: Object.freeze({ url: file.url, filename: file.path, dirname: dirname(file.path), main: false }),
      callee,
      declare: (name: string) => this.#declare(name),
      setDefault: (value: unknown) => this.#variables.variable(DEFAULT).declare(value),
    });
  }

  /** A variable at the top. What it leads to is looked for when it is first used. */
  cell(name: string): Cell {
    return { get: () => this.#variables.resolve(name).get(), set: (value) => this.#variables.resolve(name).set(value) };
  }

  get isPiece(): boolean {
    return this.file.isPiece === true;
  }

  isWrapperName(name: string): boolean {
    return this.#variables.isWrapperName(name);
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
    return this.#variables.isImported(name);
  }

  /** Variables at the top that are as the module begins, where the program may have changed them. */
  begunAnew(): string[] {
    if (this.#stands || !this.#evaluation.isDone) return [];
    return stateNames(this.tree).filter((name) => this.#variables.fromDump(name) === undefined);
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

  /** The function or class that a name at the top stands for. */
  #unitOf(name: string): Unit | undefined {
    return unitAtTop(name, this.tree, this.outline);
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
    return run.call(
      tree.isCommonJs ? this.#commonJs.exports : undefined,
      environmentOf(this.#variables.cells()),
      this.helpers,
    );
  }

  #keep(unit: Unit, made: AnyFunction): AnyFunction {
    this.#made.set(unit, made);
    return made;
  }
}
