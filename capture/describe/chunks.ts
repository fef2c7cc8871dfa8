/**
 * The chunks of the heap, encoded on the way when there are many.
 *
 * @module
 */
import { ChunkEncoder } from "../../dump/chunk_encoder.ts";
import type { Wire, WireChunk, WireNode } from "../../dump/format.ts";

/** How many chunks are kept as they are: a small dump is read and encoded as a whole. */
const FEW = 8;

/**
 * Collects nodes. Those of a large heap are not all kept until the end: letting the collector carry them along takes
 * longer than encoding them.
 */
export class Chunks {
  readonly #chunks: (WireChunk | Uint8Array)[] = [];
  #encoder: ChunkEncoder | undefined;
  #nodes: WireNode[] = [];
  #isFinished = true;

  /** Begins a chunk. `next` is the id that its first `-1` stands for. */
  begin(next: number): void {
    this.#encodeLast();
    this.#nodes = [];
    this.#isFinished = true;
    this.#chunks[this.#chunks.length] = [next, this.#nodes];
  }

  /** Adds a node; `unfinished` when something will be put into it later. */
  add(node: Wire[], unfinished: boolean): void {
    this.#nodes[this.#nodes.length] = node as unknown as WireNode;
    if (unfinished) this.#isFinished = false;
  }

  /** All chunks, now that nothing will be put in any more. */
  finish(): readonly (WireChunk | Uint8Array)[] {
    return this.#chunks;
  }

  #encodeLast(): void {
    const last = this.#chunks.length - 1;
    if (last < FEW || !this.#isFinished) return;
    this.#encoder ??= new ChunkEncoder();
    this.#chunks[last] = this.#encoder.encode(this.#chunks[last] as WireChunk);
  }
}
