/**
 * What a module of the program gives to others.
 *
 * @module
 */
import { type Cell, Variable } from "./cell.ts";
import type { Importer, ModuleLinker } from "./linked.ts";
import type { ModuleLinks } from "./module_links.ts";

/** A module that exports. */
export interface Exporter extends Importer {
  readonly tree: { readonly isCommonJs: boolean };
  readonly links: ModuleLinks;
  /** A variable at its top. */
  cell(name: string): Cell;
  /** What `require` gives of it. */
  commonJs(): { readonly exports: unknown };
}

/** The exports of one module. */
export class ModuleExports {
  readonly #module: Exporter;
  readonly #linker: ModuleLinker;
  readonly #namespace: object = Object.create(null, { [Symbol.toStringTag]: { value: "Module" } });
  #hasNamespace = false;

  constructor(module: Exporter, linker: ModuleLinker) {
    this.#module = module;
    this.#linker = linker;
  }

  /** An export by its name; undefined when there is none. */
  get(name: string): Cell | undefined {
    if (this.#module.tree.isCommonJs) return this.#commonJsExport(name);
    const found = this.#module.links.exports.get(name);
    if (typeof found === "string") return this.#module.cell(found);
    if (found !== undefined) return this.#linker.link(found.specifier, this.#module).export(found.name);
    if (name === "default") return undefined;
    for (const specifier of this.#module.links.stars) {
      const cell = this.#linker.link(specifier, this.#module).export(name);
      if (cell !== undefined) return cell;
    }
    return undefined;
  }

  /** Names of all exports. */
  names(): string[] {
    if (this.#module.tree.isCommonJs) {
      const { exports } = this.#module.commonJs();
      return [...typeof exports === "object" && exports !== null ? Object.keys(exports) : [], "default"];
    }
    const stars = this.#module.links.stars.flatMap((specifier) => this.#linker.link(specifier, this.#module).names());
    return [...new Set([...this.#module.links.exports.keys(), ...stars.filter((name) => name !== "default")])];
  }

  /** The exports as an object. */
  namespace(): object {
    if (this.#hasNamespace) return this.#namespace;
    this.#hasNamespace = true;
    for (const name of this.names().sort()) {
      Object.defineProperty(this.#namespace, name, { get: () => this.get(name)?.get(), enumerable: true });
    }
    return Object.preventExtensions(this.#namespace);
  }

  #commonJsExport(name: string): Cell {
    return new Variable(() => {
      const { exports } = this.#module.commonJs();
      return name === "default" ? exports : (exports as Record<string, unknown> | undefined)?.[name];
    }, true);
  }
}
