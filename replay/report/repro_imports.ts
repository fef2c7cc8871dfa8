/**
 * What a test that a dump is made into imports, and which names it may use.
 *
 * @module
 */
import type { Session } from "../session.ts";
import { displayPath } from "../text/display_path.ts";
import { jsonLine } from "../text/json_line.ts";
import type { ModuleExports } from "./exported_names.ts";

/** Names that the test itself uses, or that the language keeps. */
export const TAKEN =
  /^(?:test|receiver|shared\d+|await|default|this|arguments|eval|new|class|function|var|let|const|import|export|in|of|static|yield|enum|super|null|true|false|typeof|void|delete|return|throw|switch|case|if|else|for|while|do|try|catch|finally|with|break|continue|debugger|instanceof|extends|interface|package|private|protected|public|implements)$/;

/** Names of the runtimes and of CommonJS that are no properties of the global object everywhere. */
const ELSEWHERE: ReadonlySet<string> = new Set(
  "Bun Deno alert close confirm exports fetch importScripts module postMessage process prompt require self window Worker"
    .split(" "),
);

/** Whether a test that calls something under that name would call what its runtime has: `eval`, `fetch`. */
export function isGlobal(name: string): boolean {
  return TAKEN.test(name) || ELSEWHERE.has(name) || name in globalThis;
}

/** Whether a URL, or a path, is that of a file. */
function isFile(url: string): boolean {
  return url.startsWith("file:") || /^(?:\/(?!\/)|\.{1,2}\/|[A-Za-z]:[\\/])/.test(url);
}

/** The imports of a test that a dump is made into. Only files are imported: any other URL could hold code itself. */
export class Imports {
  readonly #session: Session;
  readonly #exports: ModuleExports;
  readonly #used = new Map<string, Map<string, string>>();

  constructor(session: Session, exports: ModuleExports) {
    this.#session = session;
    this.#exports = exports;
  }

  /** Imports a class or a function by its name in the program; undefined when no module of the program exports it. */
  use(name: string): string | undefined {
    if (name === "" || TAKEN.test(name)) return undefined;
    if (this.#has(name)) return name;
    const found = this.#find(name);
    if (found !== undefined) this.add(name, found.exported, found.url);
    return found && name;
  }

  /** Whether {@linkcode use} would import it. */
  canUse(name: string): boolean {
    return name !== "" && !TAKEN.test(name) && (this.#has(name) || this.#find(name) !== undefined);
  }

  /** Whether a module that does not export a name may be imported for it. */
  canAdd(name: string, url: string): boolean {
    return !TAKEN.test(name) && isFile(url);
  }

  #has(name: string): boolean {
    return [...this.#used.values()].some((names) => names.has(name));
  }

  #find(name: string): { readonly exported: string; readonly url: string } | undefined {
    for (const { text, url } of this.#session.sources) {
      if (text === undefined || !isFile(url)) continue;
      const exported = this.#exports.of(text).get(name);
      if (exported !== undefined) return { exported, url };
    }
    return undefined;
  }

  /** Imports a name of a module, whether that exports it or not. */
  add(local: string, exported: string, url: string): void {
    const names = this.#used.get(url) ?? new Map<string, string>();
    this.#used.set(url, names);
    names.set(local, exported);
  }

  lines(): string[] {
    return [...this.#used].map(([url, names]) => {
      const list = [...names].sort().map(([local, exported]) => local === exported ? local : `${exported} as ${local}`);
      return `import { ${list.join(", ")} } from ${jsonLine(specifier(url, this.#session.header.cwd))};`;
    });
  }
}

/** A module below the program's folder by its relative path, any other by its URL. */
function specifier(url: string, cwd: string): string {
  const path = displayPath(url, cwd);
  return path === url || /^(?:\/|[A-Za-z]:[\\/])/.test(path) ? url : `./${path.replaceAll("\\", "/")}`;
}
