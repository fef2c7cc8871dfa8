/**
 * What the settings of a checkout say about names in imports, and about JSX.
 *
 * @module
 */
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { JsxSettings } from "./jsx_settings.ts";
import type { ModuleFiles } from "./module_files.ts";
import type { Parsers } from "./parse_source.ts";

/** Files with settings, those that count first at the front. */
const NAMES = ["deno.json", "deno.jsonc", "tsconfig.json", "jsconfig.json"];

/** Files that one may extend, one after another. */
const MAX_EXTENDED = 8;

/** What the settings in one folder say. */
interface Settings {
  /** Keys and what they stand for; those that end with a slash stand for all that is below. */
  readonly targets: ReadonlyMap<string, readonly string[]>;
  /** Folder that names may be paths from. */
  readonly base: string | undefined;
  /** Of the compiler. */
  readonly compiler: Readonly<Record<string, unknown>>;
}

/**
 * The `imports` and `workspace` of deno.json and the `paths` of tsconfig.json, of the folder of the importing file or the
 * nearest above it, up to the root.
 */
export class ImportMap {
  readonly #files: ModuleFiles;
  readonly #parseJson: Parsers["parseJson"];
  readonly #byFolder = new Map<string, readonly Settings[]>();

  constructor(files: ModuleFiles, { parseJson }: Pick<Parsers, "parseJson">) {
    this.#files = files;
    this.#parseJson = parseJson;
  }

  /** What a specifier may stand for in a file, first choice first; empty when no settings say. */
  map(specifier: string, from: string): string[] {
    const mapped = this.#settingsFor(from).map(({ targets }) => targetsOf(targets, specifier)).find(({ length }) =>
      length > 0
    );
    if (mapped !== undefined) return mapped;
    if (/^(?:[./#]|\w+:)/.test(specifier)) return [];
    return this.#settingsFor(from).flatMap(({ base }) => base === undefined ? [] : join(base, specifier)).slice(0, 1);
  }

  /** How JSX in a file is written out. */
  jsx(from: string): JsxSettings {
    const [found] = this.#settingsFor(from).filter(({ compiler }) =>
      Object.keys(compiler).some((key) => key.startsWith("jsx"))
    );
    const text = (key: string) => typeof found?.compiler[key] === "string" ? found.compiler[key] as string : undefined;
    return {
      runtime: text("jsx"),
      importSource: text("jsxImportSource"),
      factory: text("jsxFactory"),
      fragmentFactory: text("jsxFragmentFactory"),
    };
  }

  /** Settings that hold for a file, nearest first. */
  #settingsFor(path: string): readonly Settings[] {
    const { root } = this.#files;
    const way = relative(root, path);
    const isBelow = way !== "" && !way.startsWith("..") && !isAbsolute(way);
    return this.#settingsAt(isBelow ? dirname(path) : root);
  }

  #settingsAt(folder: string): readonly Settings[] {
    let settings = this.#byFolder.get(folder);
    if (settings === undefined) {
      const above = folder === this.#files.root || dirname(folder) === folder ? [] : this.#settingsAt(dirname(folder));
      settings = [...NAMES.flatMap((name) => this.#read(folder, name) ?? []), ...above];
      this.#byFolder.set(folder, settings);
    }
    return settings;
  }

  #read(folder: string, name: string): Settings | undefined {
    const { compilerOptions = {}, imports, workspace } = this.#parse(join(folder, name)) ?? {};
    const extended = this.#compilerOptions(join(folder, name));
    const compiler = { ...extended, ...isRecord(compilerOptions) ? compilerOptions : {} };
    if (imports === undefined && workspace === undefined && Object.keys(compiler).length === 0) return undefined;
    const { baseUrl, paths, base = folder } = compiler as { baseUrl?: unknown; paths?: unknown; base?: string };
    const targets = new Map([
      ...importsIn(imports, folder),
      ...this.#workspace(workspace, folder),
      ...pathsIn(paths, typeof baseUrl === "string" ? resolve(base, baseUrl) : base),
    ]);
    return { targets, base: typeof baseUrl === "string" ? resolve(base, baseUrl) : undefined, compiler };
  }

  /** The options of the compiler in a file, with those that it extends; `base` is where their paths count from. */
  #compilerOptions(path: string, depth = 0): Record<string, unknown> {
    const settings = depth > MAX_EXTENDED ? undefined : this.#parse(path);
    if (settings === undefined) return {};
    const bases = [settings["extends"]].flat().filter((one): one is string =>
      typeof one === "string" && one.startsWith(".")
    );
    const own = isRecord(settings["compilerOptions"]) ? settings["compilerOptions"] : {};
    const placed = own["baseUrl"] !== undefined || own["paths"] !== undefined ? { base: dirname(path) } : {};
    return Object.assign(
      {},
      ...bases.map((one) => {
        const target = resolve(dirname(path), one);
        return this.#compilerOptions(target.endsWith(".json") ? target : `${target}.json`, depth + 1);
      }),
      own,
      placed,
    );
  }

  /** The packages of a Deno workspace, by their names. */
  *#workspace(workspace: unknown, folder: string): Generator<[key: string, targets: string[]]> {
    for (const member of Array.isArray(workspace) ? workspace : []) {
      if (typeof member !== "string") continue;
      const home = resolve(folder, member);
      const { name, exports } = this.#parse(join(home, "deno.json")) ?? this.#parse(join(home, "deno.jsonc")) ?? {};
      if (typeof name !== "string") continue;
      for (
        const [key, target] of typeof exports === "string"
          ? [[".", exports]]
          : isRecord(exports)
          ? Object.entries(exports)
          : []
      ) {
        if (typeof target === "string") yield [name + String(key).slice(1), [resolve(home, target)]];
      }
    }
  }

  #parse(path: string): Record<string, unknown> | undefined {
    const file = this.#files.read(path);
    const settings = file === undefined ? undefined : this.#parseJson(file.text);
    return isRecord(settings) ? settings : undefined;
  }
}

function targetsOf(targets: Settings["targets"], specifier: string): string[] {
  const exact = targets.get(specifier);
  if (exact !== undefined) return [...exact];
  let best: string | undefined;
  for (const key of targets.keys()) {
    if (key.endsWith("*") || key.endsWith("/")) {
      const start = key.replace(/\*$/, "");
      if (specifier.startsWith(start) && (best === undefined || key.length > best.length)) best = key;
    }
  }
  if (best === undefined) return [];
  const rest = specifier.slice(best.replace(/\*$/, "").length);
  return targets.get(best)!.map((target) => target + rest);
}

/** Keys and targets of an import map; those that end with a slash stand for all that is below. */
function* importsIn(imports: unknown, folder: string): Generator<[key: string, targets: string[]]> {
  for (const [key, target] of isRecord(imports) ? Object.entries(imports) : []) {
    if (typeof target !== "string") continue;
    yield [key, [target.startsWith(".") ? resolve(folder, target) + (target.endsWith("/") ? "/" : "") : target]];
    // A package in the map stands for what is in it, too.
    if (/^(?:npm|jsr):/.test(target) && !key.endsWith("/")) yield [`${key}/`, [`${target}/`]];
  }
}

/** Those of a TypeScript compiler, where a star stands for any text. */
function* pathsIn(paths: unknown, base: string): Generator<[key: string, targets: string[]]> {
  for (const [key, targets] of isRecord(paths) ? Object.entries(paths) : []) {
    const texts = (Array.isArray(targets) ? targets : []).filter((target) => typeof target === "string");
    if (texts.length === 0) continue;
    yield [
      key,
      texts.map((target) => {
        const path = resolve(base, target.replace(/\*$/, ""));
        return target.endsWith("/*") || target === "*" ? `${path}/` : path;
      }),
    ];
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
