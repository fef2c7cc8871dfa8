/**
 * The program's files as they are in the dump.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { FunctionRecord, SourceRecord } from "../../dump/format.ts";
import type { ModuleFile, ModuleFiles, NoFile } from "./module_files.ts";

/** Modules whose text is in the dump; nothing is read from disk. */
export class RecordedFiles implements ModuleFiles {
  readonly root: string;
  readonly #byPath = new Map<string, ModuleFile>();

  /** @param root Folder that packages are looked for from. */
  constructor(sources: readonly SourceRecord[], root: string) {
    this.root = root;
    for (const { url, text, hash = sha256(text ?? "") } of sources) {
      const path = pathOf(url);
      if (path === undefined || text === undefined) continue;
      this.#byPath.set(path, { path, url: pathToFileURL(path).href, text, hash });
    }
  }

  find(url: string): ModuleFile | NoFile {
    const path = pathOf(url);
    return (path === undefined ? undefined : this.#byPath.get(path)) ??
      { why: "its text is not in the dump", outside: false };
  }

  read(path: string): ModuleFile | undefined {
    return this.#byPath.get(path);
  }

  pieceOf({ text, hash = "", kind, name, position, generated }: FunctionRecord): ModuleFile | undefined {
    if (text === undefined) return undefined;
    const isMember = kind === "method" || kind === "getter" || kind === "setter";
    const { url, line } = position ?? generated ?? { url: `recorded:${encodeURIComponent(name)}`, line: 1 };
    return {
      path: pathOf(url) ?? url,
      url: `${url}#${hash}`,
      text: "\n".repeat(line - 1) + (isMember ? `({${text}\n});` : `(${text}\n);`),
      hash,
      isPiece: true,
    };
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function pathOf(url: string): string | undefined {
  try {
    return url.startsWith("file:") ? fileURLToPath(url) : url.startsWith("/") ? url : undefined;
  } catch {
    return undefined;
  }
}
