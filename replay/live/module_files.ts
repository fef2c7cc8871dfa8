/**
 * Where the text of a module comes from.
 *
 * @module
 */

import type { FunctionRecord } from "../../dump/format.ts";

/** The text of a module. */
export interface ModuleFile {
  /** Its real path. */
  readonly path: string;
  /** `file:` URL of the path: what tells modules apart. */
  readonly url: string;
  readonly text: string;
  /** Whether the text is a piece of the module: one function or class. */
  readonly isPiece?: boolean;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
}

/** Why there is no text. */
export interface NoFile {
  /** The end of a sentence. */
  readonly why: string;
  /** Whether it lies outside of the root. */
  readonly outside: boolean;
}

/** The modules that live code is made from: those of the checkout, or those in the dump. */
export interface ModuleFiles {
  /** Folder that import maps are looked for in. */
  readonly root: string;
  /** The module that a recorded URL or path stands for. */
  find(url: string): ModuleFile | NoFile;
  /** The file at a path; undefined when there is none to be used. */
  read(path: string): ModuleFile | undefined;
  /** A function whose module is not there, as a module of its own; undefined when that is not to be had. */
  pieceOf(record: FunctionRecord): ModuleFile | undefined;
}
