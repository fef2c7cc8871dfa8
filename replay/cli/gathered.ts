/**
 * Bytes of a pipe or a device, which may never end.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { ProgramError } from "./program_error.ts";

/** How many are taken at most. A file of which only parts are read has no such limit. */
const MOST = 96 * 1024 * 1024;

/** Gathers bytes until they are too many. */
export class Gathered {
  readonly #name: string;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;

  /** @param name Where they come from, for the message. */
  constructor(name: string) {
    this.#name = name;
  }

  /** @throws {ProgramError} If there are too many. */
  add(chunk: Uint8Array): void {
    this.#size += chunk.length;
    if (this.#size > MOST) {
      throw new ProgramError(
        `${this.#name}: it gives more than ${MOST / 2 ** 20} MiB; save them to a file, and name that`,
      );
    }
    this.#chunks.push(chunk);
  }

  /** All of them, as they came. */
  get pieces(): readonly Uint8Array[] {
    return this.#chunks;
  }

  /** All of them. */
  get bytes(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }
}
