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
  #isFinished = true;

  /** Begins a chunk and returns the list of its nodes. `next` is the id that its first `-1` stands for. */
  begin(next: number): Wire[][] {
    this.#encodeLast();
    const nodes: Wire[][] = [];
    this.#isFinished = true;
    this.#chunks[this.#chunks.length] = [next, nodes as unknown as WireNode[]];
    return nodes;
  }

  /** Something will be put later into a node of the chunk that was begun last. */
  keepOpen(): void {
    this.#isFinished = false;
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
