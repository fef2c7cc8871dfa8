/**
 * Modules of a program that never ran, in memory: what live code makes of them.
 *
 * @module
 */
import { Interrupt } from "../../../replay/evaluate/interrupt.ts";
import { Gaps } from "../../../replay/live/gaps.ts";
import { ImportMap } from "../../../replay/live/import_map.ts";
import { Linker } from "../../../replay/live/linker.ts";
import type { LiveModule } from "../../../replay/live/live_module.ts";
import type { ModuleFile, ModuleFiles, NoFile } from "../../../replay/live/module_files.ts";
import { Packages } from "../../../replay/live/packages.ts";
import { loadParsers } from "../../../replay/live/parse_source.ts";

/** Takes any value apart in a test. */
// deno-lint-ignore no-explicit-any
export type Loose = any;

class MemoryFiles implements ModuleFiles {
  readonly root = "/program";
  readonly #texts: Readonly<Record<string, string>>;

  constructor(texts: Readonly<Record<string, string>>) {
    this.#texts = texts;
  }

  find(url: string): ModuleFile | NoFile {
    return this.read(url.replace(/^file:\/\//, "")) ?? { why: "it is not there", outside: false };
  }

  read(path: string): ModuleFile | undefined {
    const text = this.#texts[path.replace(/^\/program\//, "")];
    return text === undefined ? undefined : { path, url: `file://${path}`, text, hash: "" };
  }

  pieceOf(): undefined {
    return undefined;
  }
}

/** Modules by their paths from the root; of none of them the dump knows a variable. */
export async function linkerOn(
  texts: Readonly<Record<string, string>>,
  main?: string,
  interrupt: Interrupt = new Interrupt({ isLive: true }),
): Promise<Linker> {
  const files = new MemoryFiles(texts);
  const parsers = await loadParsers();
  return new Linker({
    files,
    packages: new Packages(),
    imports: new ImportMap(files, parsers),
    parsers,
    gaps: new Gaps(),
    interrupt,
    recorded: ({ path }) => ({
      variable: () => undefined,
      stands: () => path === `/program/${main}`,
      classOptions: () => ({}),
      putStatics() {},
    }),
  });
}

/** One of them. */
export function moduleOf(linker: Linker, name: string): LiveModule {
  const module = linker.find(`file:///program/${name}`);
  if ("why" in module) throw new RangeError(module.why);
  return module;
}

/** The exports of the module `a.ts` among some modules. */
export async function exportsOf(texts: Readonly<Record<string, string>> | string): Promise<Loose> {
  const linker = await linkerOn(typeof texts === "string" ? { "a.ts": texts } : texts);
  return moduleOf(linker, "a.ts").exports.namespace();
}
