/**
 * The program's files as they are on this disk.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { pathsBelow, readFileBelow, type SourceRoot } from "../frames/files_below.ts";
import type { ModuleFile, ModuleFiles, NoFile } from "./module_files.ts";

/** The files below one root. They are read anew by each checkout, once. */
export class Checkout implements ModuleFiles {
  /** Real or not, as the reader named it, absolute. */
  readonly root: string;
  readonly #where: SourceRoot;
  readonly #files = new Map<string, ModuleFile | undefined>();

  /**
   * @param root Folder that the reader named; nothing outside of it is read.
   * @param cwd Folder that the program ran in: a path below it is looked for below the root.
   */
  constructor(root: string, cwd: string) {
    this.root = resolve(root);
    this.#where = { root: this.root, cwd };
  }

  /** The file that a recorded URL or path stands for. */
  find(url: string): ModuleFile | NoFile {
    const paths = pathsBelow(this.#where, url);
    for (const path of paths) {
      const file = this.read(path);
      if (file !== undefined) return file;
    }
    return paths.length === 0
      ? { why: `it does not lie below ${this.root}`, outside: true }
      : { why: `there is no such file below ${this.root}`, outside: false };
  }

  /** None: code comes from the files of the checkout, or not at all. */
  pieceOf(): undefined {
    return undefined;
  }

  /** The file at a path; undefined when it is none, or does not lie below the root. */
  read(path: string): ModuleFile | undefined {
    const known = this.#files.get(path);
    if (known !== undefined || this.#files.has(path)) return known;
    const found = readFileBelow(path, this.root);
    const file = found && {
      path: found.path,
      url: pathToFileURL(found.path).href,
      text: found.text,
      hash: createHash("sha256").update(found.text).digest("hex"),
    };
    this.#files.set(path, file);
    return file;
  }
}
