/**
 * Packages and built-in modules that live code imports: loaded by this runtime, as they are installed.
 *
 * @module
 */
import { readFileSync, realpathSync, statSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { types } from "node:util";
import { detectRuntime } from "../../dump/runtime.ts";
import { packageTarget } from "./package_exports.ts";
import { UnavailableError } from "./unavailable_error.ts";

/** A module that this runtime loaded. */
export class NativeModule {
  /** What `require` gives: the namespace of an ES module, else whatever the module exports. */
  readonly value: unknown;
  readonly #isNamespace: boolean;

  /** @param isNamespace Whether it is an ES module, where the value itself does not tell. */
  constructor(value: unknown, isNamespace = types.isModuleNamespaceObject(value)) {
    this.value = value;
    this.#isNamespace = isNamespace;
  }

  /** An export by its name; `default` of a CommonJS module is all of it. */
  get(name: string): unknown {
    if (name === "default" && !this.#isNamespace) return this.value;
    return isObject(this.value) ? (this.value as Record<string, unknown>)[name] : undefined;
  }

  /** Names of the exports. */
  names(): string[] {
    // What runtimes add to tell `require` of an ES module from that of another.
    const names = isObject(this.value) ? Object.keys(this.value).filter((name) => name !== "__esModule") : [];
    return this.#isNamespace ? names : [...new Set([...names, "default"])];
  }
}

/** Packages, loaded when they are first needed. */
export class Packages {
  readonly #loaded = new Map<string, NativeModule>();
  readonly #fetched = new Map<string, NativeModule | Error>();
  readonly #conditions = new Set([detectRuntime().name, "node", "import", "module-sync", "default"]);

  /**
   * Loads modules that can only be had by waiting: `npm:`, `jsr:` and `https:` on Deno. One that cannot be loaded says
   * so when it is needed.
   */
  async fetch(specifiers: Iterable<string>): Promise<void> {
    for (const specifier of specifiers) {
      if (!/^(?:npm|jsr|https?):/.test(specifier) || this.#fetched.has(specifier)) continue;
      try {
        this.#fetched.set(specifier, new NativeModule(await import(specifier)));
      } catch (error) {
        this.#fetched.set(specifier, error instanceof Error ? error : new Error(String(error)));
      }
    }
  }

  /**
   * A module by its specifier, as code in a file imports it.
   *
   * @throws {UnavailableError} If it cannot be loaded.
   */
  load(specifier: string, from: string): NativeModule {
    const fetched = this.#fetched.get(specifier);
    if (fetched instanceof Error) throw cannotLoad(specifier, fetched);
    if (fetched !== undefined) return fetched;
    return this.loadFile(isBuiltin(specifier) ? specifier : this.#resolve(specifier, from), specifier);
  }

  /**
   * A module of a package by its path.
   *
   * @throws {UnavailableError} If it cannot be loaded.
   */
  loadFile(path: string, specifier = path): NativeModule {
    let module = this.#loaded.get(path);
    if (module !== undefined) return module;
    try {
      // Any file would do; this module may come from the network.
      const value: unknown = createRequire(process.execPath)(path);
      module = new NativeModule(value, types.isModuleNamespaceObject(value) || isEsModule(path));
    } catch (error) {
      throw cannotLoad(specifier, error);
    }
    this.#loaded.set(path, module);
    return module;
  }

  /**
   * The file of a package that is a link to a folder of the program, as in a workspace; undefined for any other. Nothing
   * is loaded.
   */
  linkedFile(specifier: string, from: string): string | undefined {
    if (isBuiltin(specifier) || /^\w+:/.test(specifier)) return undefined;
    try {
      const path = realpathSync(this.#resolve(specifier, from));
      return /[\\/]node_modules[\\/]/.test(path) ? undefined : path;
    } catch {
      // Who needs it is told when it is loaded.
      return undefined;
    }
  }

  /** Where a `#name` of a package leads: a path, or the specifier of another package. */
  inner(specifier: string, from: string): string | undefined {
    for (const folder of foldersAbove(from)) {
      const settings = readSettings(join(folder, "package.json"));
      if (settings === undefined) continue;
      const target = packageTarget(settings["imports"], specifier, this.#conditions);
      return target?.startsWith(".") ? join(folder, target) : target;
    }
    return undefined;
  }

  /** Looks for an installed package only: some runtimes would fetch one that is not there. */
  #resolve(specifier: string, from: string): string {
    const [, name = specifier, rest = ""] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier) ?? [];
    for (const folder of foldersAbove(from)) {
      const own = readSettings(join(folder, "package.json"));
      const home = own?.["name"] === name && own["exports"] ? folder : join(folder, "node_modules", name);
      const settings = home === folder ? own : readSettings(join(home, "package.json"));
      if (settings === undefined) continue;
      const exported = settings["exports"] ?? undefined;
      const target = exported === undefined ? undefined : packageTarget(exported, `.${rest}`, this.#conditions);
      if (target !== undefined) return join(home, target);
      if (exported !== undefined) throw cannotLoad(specifier, new Error(`the package does not export .${rest}`));
      return this.#resolveFile(specifier, home + rest, from);
    }
    throw cannotLoad(specifier, new Error("it is not installed"));
  }

  #resolveFile(specifier: string, path: string, from: string): string {
    try {
      return createRequire(from).resolve(path);
    } catch (error) {
      throw cannotLoad(specifier, error);
    }
  }
}

function cannotLoad(specifier: string, error: unknown): UnavailableError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const why = code === "ERR_REQUIRE_ESM"
    ? "this version of Node loads ES modules only by waiting; Node 20.19 and later need not"
    : code === "ERR_REQUIRE_ASYNC_MODULE"
    ? "it awaits at its top"
    : error instanceof Error
    ? error.message.split("\n")[0]
    : String(error);
  return new UnavailableError(`Cannot import ${specifier}: ${why}`);
}

function* foldersAbove(path: string): Generator<string> {
  for (let folder = dirname(path);; folder = dirname(folder)) {
    yield folder;
    if (folder === dirname(folder)) return;
  }
}

/** Whether a file is an ES module: by its name, else by the nearest package.json. */
function isEsModule(path: string): boolean {
  if (/\.[cm]js$/.test(path)) return path.endsWith(".mjs");
  if (!path.endsWith(".js")) return false;
  for (const folder of foldersAbove(path)) {
    const settings = readSettings(join(folder, "package.json"));
    if (settings !== undefined) return settings["type"] === "module";
  }
  return false;
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function readSettings(path: string): Record<string, unknown> | undefined {
  try {
    if (!statSync(path).isFile()) return undefined;
    const settings: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isObject(settings) ? settings as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}
