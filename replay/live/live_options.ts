/**
 * How to go live.
 *
 * @module
 */

/** Where the code of a live session comes from: the files of the checkout, or the texts in the dump. */
export type LiveMode = "local" | "recorded";

/** How to go live. */
export interface LiveOptions {
  /** Folder of the checkout. Modules are loaded from below it only; a path below the program's working folder is looked for there. */
  readonly root: string;
  /**
   * Where the code comes from: `local`, the files of the checkout, or `recorded`, the texts in the dump. Recorded code is
   * code from a file that somebody gave you: run it only if you would run that person's programs.
   *
   * @default {"local"}
   */
  readonly mode?: LiveMode | undefined;
  /**
   * What may differ from the recorded environment, by name: `runtime`, `platform`, paths of modules.
   *
   * @default {[]}
   */
  readonly accept?: readonly string[] | undefined;
}
