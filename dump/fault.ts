/**
 * A rule of the format that decoded data break, with the path to the place, which grows on the way out.
 *
 * @module
 */
import { DumpError } from "./errors.ts";

/** Thrown by the checks of this folder, and turned into a {@linkcode DumpError} where the whole path is known. */
export class Fault extends Error {
  #path = "";

  /** Adds what the faulty place is a part of: a field, or an index of a list. */
  inside(step: string | number): this {
    const text = typeof step === "number" ? `[${step}]` : step;
    this.#path = this.#path === "" || this.#path.startsWith("[") ? text + this.#path : `${text}.${this.#path}`;
    return this;
  }

  /** The path so far, e.g. `frames[3].position.line`. */
  get path(): string {
    return this.#path;
  }
}

/** What was thrown, which if it is a fault now names the place `step`, too. For loops, which make no function for each step. */
export function thrownInside(error: unknown, step: string | number): unknown {
  return error instanceof Fault ? error.inside(step) : error;
}

/** Calls `check`, and names the place `step` if it finds a fault. */
export function within<T>(step: string | number, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw thrownInside(error, step);
  }
}

/** What was thrown, or if it is a fault the error of the file, as of {@linkcode orDumpError}. */
export function toDumpError(error: unknown, path: string, offset: number | undefined): unknown {
  return error instanceof Fault
    ? new DumpError("invalid", error.message, { path: error.inside(path).path, offset })
    : error;
}

/**
 * Calls `check`, and turns a fault into the error of the file.
 *
 * @param path Path of what is checked, in the dump.
 * @param offset Its byte offset in the file, where that is known.
 * @throws {DumpError} `invalid` if a rule is broken.
 */
export function orDumpError<T>(path: string, offset: number | undefined, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw toDumpError(error, path, offset);
  }
}
