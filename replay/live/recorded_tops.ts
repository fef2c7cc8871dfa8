/**
 * Variables at the top of modules, as far as the dump has them.
 *
 * @module
 */
import type { FrameRecord, FunctionRecord, ScopeRecord, Tables } from "../../dump/format.ts";
import type { Context } from "../rehydrate/context.ts";
import type { FoundCode } from "./found_code.ts";
import type { Linker } from "./linker.ts";
import type { LiveModule } from "./live_module.ts";
import type { LiveScopes, RecordedCell } from "./live_scopes.ts";
import type { ModuleFile, ModuleFiles } from "./module_files.ts";
import type { Unit } from "./outline.ts";
import type { Closure, RecordedClosures } from "./recorded_closures.ts";
import type { SourceTree } from "./source_tree.ts";
import { stateNames } from "./state_names.ts";

/** What they are found with. */
export interface RecordedTopsParts {
  readonly heap: Context;
  readonly files: ModuleFiles;
  readonly linker: Linker;
  readonly found: FoundCode;
  readonly scopes: LiveScopes;
  readonly closures: RecordedClosures;
}

/** Longest way of an export through other modules. */
const MAX_HOPS = 64;

/** Finds them: in the frames of a module, in closures of its functions, in what modules in the dump import of it. */
export class RecordedTops {
  readonly #parts: RecordedTopsParts;
  readonly #tables: Tables;
  #imported: Map<string, Map<string, RecordedCell>> | undefined;
  readonly #recorded: RecordedClosures;
  readonly #seen = new Map<string, ScopeRecord[]>();
  readonly #states = new Map<SourceTree, ReadonlySet<string>>();

  constructor(parts: RecordedTopsParts) {
    this.#parts = parts;
    this.#tables = parts.heap.tables;
    this.#recorded = parts.closures;
  }

  /** The frames of a module. */
  framesOf(file: ModuleFile): FrameRecord[] {
    return this.#tables.frames.filter(({ position, generated }) =>
      this.isFileOf(position?.url, file) || this.isFileOf(generated?.url, file)
    );
  }

  /** Whether a recorded URL is that of a file. */
  isFileOf(url: string | undefined, file: ModuleFile): boolean {
    const found = url === undefined ? undefined : this.#parts.files.find(url);
    return found !== undefined && !("why" in found) && found.url === file.url;
  }

  /** Whether the variables at the top of a module are those of the dump, and its text is what it was, or is to be tried. */
  hasTop(file: ModuleFile, { isCommonJs }: SourceTree): boolean {
    if (this.framesOf(file).length > 0) return true;
    return !isCommonJs && this.#seenOf(file).length > 0 && !this.#parts.found.hasChanged({ file });
  }

  /** A variable at the top of a module; undefined when the dump does not have it. */
  variable(name: string, module: LiveModule): RecordedCell | undefined {
    const frames = this.framesOf(module.file);
    const { scopes } = this.#parts;
    return scopes.find(frames.flatMap((frame) => this.#scopesOf(frame, "module")), name) ??
      this.#inWrapper(name, module, frames) ??
      // As of the throw, where it was a frame that imported it.
      this.#importedOf(module.file).get(name) ??
      (this.#isAsLeft(name, module) ? scopes.find(this.#seenOf(module.file), name) : undefined);
  }

  /** Whether a module has a variable as the program left it: of a text that has changed, only what is no constant. */
  #isAsLeft(name: string, { file, tree }: LiveModule): boolean {
    if (!this.#parts.found.hasChanged({ file })) return true;
    let names = this.#states.get(tree);
    if (names === undefined) this.#states.set(tree, names = new Set(stateNames(tree)));
    return names.has(name);
  }

  /** The scopes at the top of a module without a frame, as its functions see it. */
  #seenOf(file: ModuleFile): ScopeRecord[] {
    let seen = this.#seen.get(file.url);
    if (seen === undefined) {
      const closures = this.#recorded.seeingTops.filter(({ record }) => this.#isOf(record, file));
      this.#seen.set(file.url, seen = closures.flatMap(({ scopes }) => scopes));
    }
    return seen;
  }

  /**
   * A variable of a CommonJS module, or of one that was compiled to CommonJS or into a bundle, which engines take for that
   * of a function around all of it.
   */
  #inWrapper(name: string, module: LiveModule, frames: readonly FrameRecord[]): RecordedCell | undefined {
    const { tree, isPiece } = module;
    if (isPiece || !tree.bindings.top.has(name)) return undefined;
    const { found, scopes } = this.#parts;
    const isOfTop = (unit: Unit) => tree.bindings.scopeOf(name, unit.node) === tree.program;
    for (const frame of frames) {
      const at = frame.position === undefined ? undefined : found.functionAt(frame.position);
      if (at === undefined || "why" in at || at.module !== module || !isOfTop(at.unit)) continue;
      const cell = scopes.find(this.#scopesOf(frame, "closure"), name);
      if (cell !== undefined) return cell;
    }
    if (!tree.isCommonJs) return undefined;
    for (const { record, scopes: around } of this.#closuresOf(module.file)) {
      const cell = scopes.find(around, name);
      const at = cell === undefined ? undefined : found.functionOf(record);
      if (at !== undefined && !("why" in at) && at.module === module && isOfTop(at.unit)) return cell;
    }
    return undefined;
  }

  #scopesOf(frame: FrameRecord, wanted: ScopeRecord["type"]): ScopeRecord[] {
    return frame.scopes.flatMap((index) => this.#tables.scopes[index] ?? []).filter(({ type }) => type === wanted);
  }

  #closuresOf(file: ModuleFile): Closure[] {
    return this.#recorded.all.filter(({ record }) => this.#isOf(record, file));
  }

  #isOf({ position, generated }: FunctionRecord, file: ModuleFile): boolean {
    return this.isFileOf((position ?? generated)?.url, file);
  }

  /** Variables of a module that others import by name, as these had them. */
  #importedOf({ url }: ModuleFile): ReadonlyMap<string, RecordedCell> {
    this.#imported ??= this.#allImported();
    return this.#imported.get(url) ?? new Map();
  }

  #allImported(): Map<string, Map<string, RecordedCell>> {
    const { linker, scopes } = this.#parts;
    const imported = new Map<string, Map<string, RecordedCell>>();
    // What frames have first: that is as of the throw.
    const placed = [...this.#tables.frames, ...this.#recorded.seeingTops.map(({ record }) => record)];
    const urls = new Set(placed.flatMap(({ position, generated }) => (position ?? generated)?.url ?? []));
    for (const url of urls) {
      const module = linker.find(url);
      if ("why" in module) continue;
      const frames = this.framesOf(module.file);
      const tops = frames.length === 0
        ? this.#seenOf(module.file)
        : frames.flatMap((frame) => this.#scopesOf(frame, "module"));
      for (const [local, { specifier, name }] of module.links.imports) {
        const cell = name === "*" ? undefined : scopes.find(tops, local);
        const origin = cell && this.#originOf(specifier, name, module);
        if (cell === undefined || origin === undefined) continue;
        if (frames.length === 0 && !this.#isAsLeft(origin.name, origin.module)) continue;
        const { file } = origin.module;
        const names = imported.get(file.url) ?? new Map<string, RecordedCell>();
        if (!names.has(origin.name)) names.set(origin.name, cell);
        imported.set(file.url, names);
      }
    }
    return imported;
  }

  /** The module of the program that an export is a variable of. */
  #originOf(
    specifier: string,
    name: string,
    from: LiveModule,
    hops = 0,
  ): { readonly module: LiveModule; readonly name: string } | undefined {
    const module = this.#parts.linker.programModule(specifier, from);
    if (module === undefined || module.tree.isCommonJs || hops > MAX_HOPS) return undefined;
    const found = module.links.exports.get(name);
    if (typeof found === "object") return this.#originOf(found.specifier, found.name, module, hops + 1);
    if (found !== undefined) {
      const link = module.links.imports.get(found);
      return link === undefined ? { module, name: found } : this.#originOf(link.specifier, link.name, module, hops + 1);
    }
    for (const star of module.links.stars) {
      const origin = this.#originOf(star, name, module, hops + 1);
      if (origin !== undefined) return origin;
    }
    return undefined;
  }
}
