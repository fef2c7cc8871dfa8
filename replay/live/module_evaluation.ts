/**
 * Running a module of the program from its top.
 *
 * @module
 */
import type { WriterNames } from "./code_writer.ts";
import type { Linked } from "./linked.ts";
import type { ModuleLinks } from "./module_links.ts";
import { writeProgram, type WrittenProgram } from "./program_writer.ts";
import type { SourceTree } from "./source_tree.ts";
import { UnavailableError } from "./unavailable_error.ts";

/** A module that can be run. */
export interface Runnable {
  readonly tree: SourceTree;
  readonly links: ModuleLinks;
  /** What a specifier stands for. */
  link(specifier: string): Linked;
  /** Whether a name at the top is made by itself rather than by its statement. */
  isMade(name: string): boolean;
  /** Runs code at its top; gives a promise if it awaits. */
  run(names: WriterNames, text: string, line: number, isAsync: boolean): unknown;
}

/** Runs a module, once. */
export class ModuleEvaluation {
  readonly #module: Runnable;
  #state: "waits" | "runs" | "done" | { readonly failed: unknown };
  #later: Promise<void> | undefined;

  /** @param stands Whether the module is not to be run. */
  constructor(module: Runnable, stands: boolean) {
    this.#module = module;
    this.#state = stands ? "done" : "waits";
  }

  /** Whether it is running now, or waits at its top. */
  get runs(): boolean {
    return this.#state === "runs";
  }

  /** Whether it has run to its end, or stands as it is. */
  get isDone(): boolean {
    return this.#state === "done";
  }

  /**
   * Runs it at once, with what it imports.
   *
   * @throws {UnavailableError} If that fails, or it awaits at its top; then {@linkcode later} can run it.
   */
  now(): void {
    if (!this.#begin()) return;
    try {
      for (const specifier of this.#module.links.specifiers) this.#import(specifier, (linked) => linked.evaluate());
      const { writer, text, isAsync } = this.#write();
      if (isAsync) {
        this.#state = "waits";
        throw new UnavailableError(
          `it awaits at its top, which cannot be done while something else runs: ` +
            `await import(${JSON.stringify(this.#module.tree.url)}) at the prompt runs it`,
        );
      }
      this.#module.run(writer.names, text, 1, false);
      this.#state = "done";
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /**
   * Runs it, with what it imports, and waits for it.
   *
   * @throws {UnavailableError} If that fails.
   */
  async later(): Promise<void> {
    // Modules that import each other do not wait for each other.
    if (this.#begin()) this.#later = this.#wait();
    else if (this.runs) return;
    await this.#later;
  }

  async #wait(): Promise<void> {
    try {
      for (const specifier of this.#module.links.specifiers) {
        await this.#import(specifier, (linked) => linked.evaluateLater());
      }
      const { writer, text, isAsync } = this.#write();
      await this.#module.run(writer.names, text, 1, isAsync);
      this.#state = "done";
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** Whether it is to be run now. */
  #begin(): boolean {
    if (this.#state === "done" || this.#state === "runs") return false;
    if (this.#state !== "waits") throw this.#failure(this.#state.failed);
    this.#state = "runs";
    return true;
  }

  #write(): WrittenProgram {
    return writeProgram(this.#module.tree, (name) => this.#module.isMade(name));
  }

  #import(specifier: string, evaluate: (linked: Linked) => void | Promise<void>): void | Promise<void> {
    const forgive = (error: unknown) => {
      // It may have been imported for its types; who needs a value of it is told.
      const isNamed = [...this.#module.links.imports.values()].some((link) => link.specifier === specifier);
      if (!isNamed || !(error instanceof UnavailableError)) throw error;
    };
    try {
      return evaluate(this.#module.link(specifier))?.catch(forgive);
    } catch (error) {
      forgive(error);
    }
  }

  #failure(failed: unknown): UnavailableError {
    if (this.#state === "runs") this.#state = { failed };
    const why = failed instanceof Error ? failed.message : String(failed);
    return new UnavailableError(`Cannot run ${this.#module.tree.url}: ${why}`, { cause: failed });
  }
}
