/**
 * Where the code of recorded functions, classes and frames stands here.
 *
 * @module
 */
import type { FunctionRecord, Position, Tables } from "../../dump/format.ts";
import type { ImportMap } from "./import_map.ts";
import type { Linker } from "./linker.ts";
import type { LiveModule } from "./live_module.ts";
import type { ModuleFile, ModuleFiles } from "./module_files.ts";
import { alikeIn, locate, type RecordedFunction } from "./locate.ts";
import { Outline, type Unit } from "./outline.ts";
import type { Parsers } from "./parse_source.ts";

/** A function or class, and its module. */
export interface FoundUnit {
  readonly module: LiveModule;
  readonly unit: Unit;
}

/** Why it was not found, as the end of a sentence. */
export interface NotFound {
  readonly why: string;
}

/** What finding works with. */
export interface FoundCodeParts {
  readonly tables: Tables;
  readonly files: ModuleFiles;
  readonly linker: Linker;
  readonly parsers: Parsers;
  readonly imports: ImportMap;
}

/** Finds code; each record once. */
export class FoundCode {
  readonly #parts: FoundCodeParts;
  readonly #functions = new Map<FunctionRecord, FoundUnit | NotFound>();
  readonly #recorded = new Map<string, Outline | undefined>();
  #hashes: Map<string, string> | undefined;

  constructor(parts: FoundCodeParts) {
    this.#parts = parts;
  }

  /** The code of a function. */
  functionOf(record: FunctionRecord): FoundUnit | NotFound {
    let found = this.#functions.get(record);
    if (found === undefined) this.#functions.set(record, found = this.#findFunction(record));
    return found;
  }

  /** Whether a module of the program has a function with the same text. */
  isLikeOwn(record: FunctionRecord): boolean {
    const { files, linker, parsers: { parseFunction } } = this.#parts;
    return this.#moduleUrls().some((url) => {
      if (isPackage(url)) return false;
      const file = files.find(url);
      if ("why" in file || !file.text.includes(record.name)) return false;
      const module = linker.find(url);
      return !("why" in module) && alikeIn(record, module.outline, parseFunction).length > 0;
    });
  }

  /** The function that a place stands in; undefined at the top of a module. */
  functionAt(position: Position): FoundUnit | NotFound | undefined {
    const module = this.#parts.linker.find(position.url);
    if ("why" in module) return module;
    const recorded = this.#recordedOutline(position.url, module);
    if (recorded === undefined) return { why: `${position.url} has changed, and its old text is not in the dump` };
    const unit = recorded.at(position);
    if (unit === undefined) return undefined;
    const here = recorded === module.outline ? unit : module.outline.counterpart(unit);
    if (here === undefined) return { why: `${unit.name || "the function"} is no longer in ${position.url}` };
    return { module, unit: here };
  }

  /** Whether a module is not the recorded one any more. */
  hasChanged(module: { readonly file: ModuleFile }): boolean {
    const hash = this.#hashOf(module);
    return hash !== undefined && hash !== module.file.hash;
  }

  /** A function as it was, for telling what has changed about it; undefined when its text is not in the dump. */
  before({ module, unit }: FoundUnit): { readonly unit: Unit; readonly outline: Outline } | undefined {
    const outline = this.#recordedOutline(module.file.url, module);
    const before = outline === module.outline ? unit : outline?.counterpart(unit);
    return before && outline && { unit: before, outline };
  }

  #findFunction(record: FunctionRecord): FoundUnit | NotFound {
    const found = this.#findInModules(record);
    const piece = "why" in found ? this.#parts.linker.pieceOf(record) : undefined;
    const unit = piece?.outline.units[0];
    return piece === undefined || unit === undefined ? found : { module: piece, unit };
  }

  #findInModules(record: FunctionRecord): FoundUnit | NotFound {
    const position = record.position ?? record.generated;
    if (position === undefined) {
      const urls = this.#moduleUrls();
      const found = this.#findByText(record, urls.filter((url) => !isPackage(url)));
      const other = "why" in found ? this.#findByText(record, urls.filter(isPackage)) : found;
      return "why" in other ? found : other;
    }
    const originals = record.position === undefined ? this.#originalsOf(position.url) : [];
    if (originals.length > 0) {
      const found = this.#findByText(record, originals);
      if (!("why" in found)) return found;
    }
    const module = this.#parts.linker.find(position.url);
    if ("why" in module) return module;
    if (this.#hashOf(module) === undefined) return { why: `the dump has no hash of ${module.file.path} to compare` };
    const unit = this.#unitIn(record, position.url, module);
    return unit === undefined ? { why: notFoundIn(module) } : { module, unit };
  }

  #moduleUrls(): string[] {
    const { sources, modules } = this.#parts.tables;
    return [...new Set([...sources, ...modules].map(({ url }) => url))];
  }

  /** The sources that a generated module was made from, as far as frames tell. */
  #originalsOf(url: string): string[] {
    const originals = this.#parts.tables.frames.flatMap(({ position, generated }) =>
      position !== undefined && generated?.url === url && position.url !== url ? [position.url] : []
    );
    return [...new Set(originals)];
  }

  /** Files that frames ran and that other files are the sources of. */
  #generatedUrls(): ReadonlySet<string> {
    return new Set(this.#parts.tables.frames.flatMap(({ position, generated }) => {
      const file = generated === undefined || generated.url === position?.url
        ? undefined
        : this.#parts.files.find(generated.url);
      return file === undefined || "why" in file ? [] : [file.url];
    }));
  }

  #unitIn(record: RecordedFunction, url: string, module: LiveModule): Unit | undefined {
    const { parseFunction } = this.#parts.parsers;
    const recorded = this.#recordedOutline(url, module);
    if (recorded === module.outline) return locate(record, module.outline, parseFunction);
    const before = recorded && locate(record, recorded, parseFunction);
    const here = before && module.outline.counterpart(before);
    if (here !== undefined) return here;
    // What is known of its place was about another text.
    return locate(withoutPlace(record), module.outline, parseFunction);
  }

  /** Of a function whose place in the sources is not known: the one with the same text, else the same name, in some modules. */
  #findByText(record: FunctionRecord, urls: readonly string[]): FoundUnit | NotFound {
    const { files, linker } = this.#parts;
    const name = record.name.replace(/^(?:get|set) |^\[.*\]$/, "");
    const units = new Map<Unit, FoundUnit>();
    for (const url of urls) {
      const file = files.find(url);
      if ("why" in file || !file.text.includes(name)) continue;
      const module = linker.find(url);
      if ("why" in module || this.#hashOf(module) === undefined) continue;
      const unit = this.#unitIn(withoutPlace(record), url, module);
      if (unit !== undefined) units.set(unit, { module, unit });
    }
    // What was compiled has the same again.
    const generated = this.#generatedUrls();
    const sources = [...units.values()].filter(({ module }) => !generated.has(module.file.url));
    const [only] = sources.length > 0 ? sources : units.values();
    if (only !== undefined && (units.size === 1 || sources.length === 1)) return only;
    const where = "the runtime does not tell where it stands";
    return {
      why: units.size === 0 ? `${where}, and it was not found` : `${where}, and several modules have one like it`,
    };
  }

  /** The outline of a module as it was recorded; undefined when that text is not in the dump. */
  #recordedOutline(url: string, module: LiveModule): Outline | undefined {
    if (!this.hasChanged(module)) return module.outline;
    if (this.#recorded.has(url)) return this.#recorded.get(url);
    const source = this.#parts.tables.sources.find((one) => {
      const file = this.#parts.files.find(one.url);
      return one.text !== undefined && !("why" in file) && file.url === module.file.url;
    });
    let outline: Outline | undefined;
    try {
      outline = source?.text === undefined ? undefined : new Outline(
        this.#parts.parsers.parseSource(source.text, source.url, this.#parts.imports.jsx(module.file.path)),
      );
    } catch {
      // What cannot be parsed has no outline.
    }
    this.#recorded.set(url, outline);
    return outline;
  }

  /** The recorded hash of a module; undefined when the dump has none. */
  #hashOf({ file }: { readonly file: ModuleFile }): string | undefined {
    if (this.#hashes === undefined) {
      this.#hashes = new Map();
      const { modules, sources } = this.#parts.tables;
      for (const { url, hash } of [...sources, ...modules]) {
        const found = this.#parts.files.find(url);
        if (!("why" in found) && hash !== undefined) this.#hashes.set(found.url, hash.toLowerCase());
      }
    }
    return this.#hashes.get(file.url);
  }
}

function isPackage(url: string): boolean {
  return url.includes("/node_modules/");
}

function notFoundIn({ file, tree }: LiveModule): string {
  const [name] = tree.namespaces.keys();
  return `it was not found in ${file.path}${
    name === undefined ? "" : `, of which the namespace ${name} is not made live`
  }`;
}

function withoutPlace({ position: _position, generated: _generated, ...rest }: RecordedFunction): RecordedFunction {
  return rest;
}
