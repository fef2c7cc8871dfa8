/**
 * What the settings of a checkout say about names in imports.
 *
 * @module
 */
import { join, resolve } from "node:path";
import type { ModuleFiles } from "./module_files.ts";
import type { Parsers } from "./parse_source.ts";

/** The `imports` of deno.json and the `paths` of tsconfig.json at the root. */
export class ImportMap {
  readonly #files: ModuleFiles;
  readonly #targets: ReadonlyMap<string, string>;

  constructor(files: ModuleFiles, parsers: Parsers) {
    this.#files = files;
    const targets = new Map<string, string>();
    for (const name of ["deno.json", "deno.jsonc", "tsconfig.json"]) {
      const settings = this.#read(name, parsers);
      for (const [key, target] of targetsIn(settings, files.root)) if (!targets.has(key)) targets.set(key, target);
    }
    this.#targets = targets;
  }

  /** What a specifier stands for; undefined when the settings do not say. */
  map(specifier: string): string | undefined {
    const exact = this.#targets.get(specifier);
    if (exact !== undefined) return exact;
    let best: string | undefined;
    for (const key of this.#targets.keys()) {
      if (key.endsWith("/") && specifier.startsWith(key) && key.length > (best?.length ?? 0)) best = key;
    }
    return best === undefined ? undefined : this.#targets.get(best) + specifier.slice(best.length);
  }

  #read(name: string, parsers: Parsers): unknown {
    const file = this.#files.read(join(this.#files.root, name));
    return file === undefined ? undefined : parsers.parseJson(file.text);
  }
}

/** Keys and targets; those that end with a slash stand for all that is below. */
function* targetsIn(settings: unknown, root: string): Generator<[key: string, target: string]> {
  if (!isRecord(settings)) return;
  const { imports, compilerOptions } = settings;
  if (isRecord(imports)) {
    for (const [key, target] of Object.entries(imports)) {
      if (typeof target !== "string") continue;
      const path = target.startsWith(".") ? resolve(root, target) + (target.endsWith("/") ? "/" : "") : target;
      yield [key, path];
      // A package in the map stands for what is in it, too.
      if (/^(?:npm|jsr):/.test(target) && !key.endsWith("/")) yield [`${key}/`, `${target}/`];
    }
  }
  if (!isRecord(compilerOptions) || !isRecord(compilerOptions["paths"])) return;
  const { baseUrl = ".", paths } = compilerOptions;
  for (const [key, targets] of Object.entries(paths)) {
    const [target]: unknown[] = Array.isArray(targets) ? targets : [];
    if (typeof target !== "string" || typeof baseUrl !== "string") continue;
    const path = resolve(root, baseUrl, target.replace(/\*$/, ""));
    yield key.endsWith("*") ? [key.slice(0, -1), target.endsWith("/*") ? `${path}/` : path] : [key, path];
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
