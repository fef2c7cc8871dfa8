/**
 * The modules of the program that run here, and how they find each other.
 *
 * @module
 */
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { FunctionRecord } from "../../dump/format.ts";
import type { Interrupt } from "../evaluate/interrupt.ts";
import { Variable } from "./cell.ts";
import type { Importer, Linked, ModuleLinker } from "./linked.ts";
import { LiveModule } from "./live_module.ts";
import type { Gaps } from "./gaps.ts";
import type { ImportMap } from "./import_map.ts";
import type { ModuleFile, ModuleFiles } from "./module_files.ts";
import { NativeModule, type Packages } from "./packages.ts";
import type { Parsers } from "./parse_source.ts";
import type { RecordedModule } from "./recorded_module.ts";
import { UnavailableError } from "./unavailable_error.ts";

/** What a linker works with. */
export interface LinkerParts {
  readonly files: ModuleFiles;
  readonly packages: Packages;
  readonly imports: ImportMap;
  readonly parsers: Parsers;
  readonly gaps: Gaps;
  readonly interrupt: Interrupt;
  /** What the dump knows of a module. */
  readonly recorded: (file: ModuleFile, module: () => LiveModule) => RecordedModule;
}

/** Endings that may be left out, and what stands for JavaScript that was TypeScript. */
const ENDINGS = ["", ".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".jsx", ".json"];
const TYPESCRIPT: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/** The modules of one live session. */
export class Linker implements ModuleLinker {
  readonly gaps: Gaps;
  readonly interrupt: Interrupt;
  readonly #parts: LinkerParts;
  readonly #modules = new Map<string, LiveModule | UnavailableError>();

  constructor(parts: LinkerParts) {
    this.#parts = parts;
    this.gaps = parts.gaps;
    this.interrupt = parts.interrupt;
  }

  /**
   * The module of a file.
   *
   * @throws {UnavailableError} If it cannot be read.
   */
  module(file: ModuleFile): LiveModule {
    let module = this.#modules.get(file.url);
    if (module === undefined) this.#modules.set(file.url, module = this.#parse(file));
    if (module instanceof UnavailableError) throw module;
    return module;
  }

  /** URLs of the modules so far. */
  urls(): string[] {
    return [...this.#modules.values()].flatMap((module) => module instanceof LiveModule ? [module.tree.url] : []);
  }

  /** Of the modules that were run from their tops: what of theirs is not as the program had it. One line each. */
  begunAnew(): string[] {
    return [...this.#modules.values()].flatMap((module) => {
      const names = module instanceof LiveModule ? module.begunAnew() : [];
      const { path } = module instanceof LiveModule ? module.file : { path: "" };
      return names.length === 0 ? [] : [
        `${path} was run from its top, where ${names.join(", ")} ${names.length === 1 ? "begins" : "begin"} anew: ` +
        "what the program had in there is not in the dump",
      ];
    });
  }

  /** The module of a recorded URL, or why there is none. */
  find(url: string): LiveModule | { readonly why: string } {
    const file = this.#parts.files.find(url);
    if ("why" in file) return file;
    try {
      return this.module(file);
    } catch (error) {
      if (error instanceof UnavailableError) return { why: error.message };
      throw error;
    }
  }

  /** A function whose module is not there, as a module of its own; undefined when it is not to be had. */
  pieceOf(record: FunctionRecord): LiveModule | undefined {
    const file = this.#parts.files.pieceOf(record);
    return file && this.module(file);
  }

  /**
   * What a specifier stands for in a module.
   *
   * @throws {UnavailableError} If there is no such module, or it may not be loaded.
   */
  link(specifier: string, from: Importer): Linked {
    const target = this.#resolve(specifier, from.file.path);
    if (typeof target === "string") return linkNative(this.#parts.packages.load(target, from.file.path));
    if (target.path.endsWith(".json")) return linkNative(new NativeModule(JSON.parse(target.text)), true);
    return linkModule(this.module(target));
  }

  /** The module of the program that a specifier stands for; undefined when it is none, or is not there. */
  programModule(specifier: string, from: Importer): LiveModule | undefined {
    try {
      const target = this.#resolve(specifier, from.file.path);
      return typeof target === "string" || target.path.endsWith(".json") ? undefined : this.module(target);
    } catch (error) {
      if (error instanceof UnavailableError) return undefined;
      throw error;
    }
  }

  /** `require()` */
  require(specifier: string, from: Importer): unknown {
    const linked = this.link(specifier, from);
    linked.evaluate();
    return linked.required();
  }

  /** `import()` */
  async importLater(specifier: string, from: Importer): Promise<unknown> {
    const target = this.#resolve(specifier, from.file.path);
    if (typeof target === "string") await this.#parts.packages.fetch([target]);
    const linked = this.link(specifier, from);
    await linked.evaluateLater();
    return linked.export("*")?.get();
  }

  /** Loads what can only be had by waiting, for a module and all that it imports. */
  async fetch(module: LiveModule): Promise<void> {
    const seen = new Set([module]);
    for (const one of seen) {
      for (const specifier of one.links.specifiers) {
        try {
          const target = this.#resolve(specifier, one.file.path);
          if (typeof target === "string") await this.#parts.packages.fetch([target]);
          else if (!target.path.endsWith(".json")) seen.add(this.module(target));
        } catch (error) {
          // Whoever needs it is told.
          if (!(error instanceof UnavailableError)) throw error;
        }
      }
    }
  }

  #parse(file: ModuleFile): LiveModule | UnavailableError {
    const { parsers, recorded, imports } = this.#parts;
    try {
      const tree = parsers.parseSource(file.text, file.url, imports.jsx(file.path));
      const module: LiveModule = new LiveModule(file, tree, this, recorded(file, () => module));
      return module;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return new UnavailableError(`Cannot read ${file.path}: ${why}`);
    }
  }

  /** A file of the program, or the specifier of a package. */
  #resolve(specifier: string, from: string): ModuleFile | string {
    const { imports, packages } = this.#parts;
    const mapped = imports.map(specifier, from);
    for (const one of mapped) {
      const file = isPath(one) ? this.#fileAt(one, from) : undefined;
      if (file !== undefined) return file;
      if (!isPath(one)) return this.#linkedFile(one, from) ?? one;
    }
    const inner = specifier.startsWith("#") ? packages.inner(specifier, from) : specifier;
    if (inner === undefined) throw new UnavailableError(`Cannot import ${specifier}: no package.json says what it is`);
    // What is below the folder that paths count from may be a package all the same.
    if (!isPath(inner)) return this.#linkedFile(inner, from) ?? inner;
    const file = this.#fileAt(inner, from);
    if (file !== undefined) return file;
    throw new UnavailableError(`Cannot import ${specifier}: there is no such file below ${this.#parts.files.root}`);
  }

  #fileAt(path: string, from: string): ModuleFile | undefined {
    const absolute = path.startsWith("file:") ? fileURLToPath(path) : resolve(dirname(from), path);
    for (const candidate of candidates(absolute)) {
      const file = this.#parts.files.read(candidate);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  /** The file of the program that a package is a link to. */
  #linkedFile(specifier: string, from: string): ModuleFile | undefined {
    const path = this.#parts.packages.linkedFile(specifier, from);
    return path === undefined ? undefined : this.#parts.files.read(path);
  }
}

function isPath(specifier: string): boolean {
  return /^(?:\.{0,2}\/|file:)/.test(specifier);
}

function* candidates(path: string): Generator<string> {
  for (const ending of ENDINGS) yield path + ending;
  const [ending = ""] = /\.[cm]?jsx?$/.exec(path) ?? [];
  for (const other of TYPESCRIPT[ending] ?? []) yield path.slice(0, -ending.length) + other;
  for (const other of ENDINGS.slice(1)) yield `${path}/index${other}`;
}

function linkModule(module: LiveModule): Linked {
  return {
    isProgram: true,
    export: (name) => name === "*" ? new Variable(() => module.exports.namespace(), true) : module.exports.get(name),
    names: () => module.exports.names(),
    evaluate: () => module.evaluate(),
    evaluateLater: () => module.evaluateLater(),
    required: () => module.tree.isCommonJs ? module.commonJs().exports : module.exports.namespace(),
  };
}

function linkNative(native: NativeModule, isProgram = false): Linked {
  return {
    isProgram,
    export(name) {
      if (name === "*") return new Variable(() => namespaceOf(native), true);
      return native.names().includes(name) || native.get(name) !== undefined
        ? new Variable(() => native.get(name), true)
        : undefined;
    },
    names: () => native.names(),
    evaluate() {},
    async evaluateLater() {},
    required: () => native.value,
  };
}

function namespaceOf(native: NativeModule): object {
  const namespace = Object.create(null, { [Symbol.toStringTag]: { value: "Module" } });
  for (const name of native.names()) {
    Object.defineProperty(namespace, name, { get: () => native.get(name), enumerable: true });
  }
  return namespace;
}
