/**
 * The encoder of cbor-x, set up for dumps.
 *
 * @module
 */
import { Buffer } from "node:buffer";
// This entry, because it is a module instance of its own. The encoder of cbor-x writes into one buffer for the whole
// module instance, so encoding from within the program's own encoding (an error that a getter threw to it is captured)
// would end up in the middle of the program's bytes. It also makes no code at run time.
import { Encoder, type Options, Tag } from "cbor-x/index-no-eval";

/** The encoder with what its types leave out. */
interface BufferedEncoder extends Encoder {
  /** Lets the encoder write into `buffer`, from its beginning, and drop the buffer that it had. */
  useBuffer(buffer: Uint8Array): void;
}

const OPTIONS: Options = { useRecords: false, mapsAsObjects: false, variableMapSize: true, tagUint8Array: false };

/** Size of the buffer that the encoder is left with, in bytes. */
const IDLE_BUFFER = 8192;

/** Size of the buffers that it gets for a large dump, in bytes, and how much room there is at least for one part. */
const BLOCK = 4 * 1024 * 1024;
const LEAST_ROOM = 256 * 1024;

/** Room that the encoder wants behind what it writes, in bytes. */
const HEADROOM = 4096;

/** Every way to encode what nodes are made of: numbers of each width, text of each kind. */
const SAMPLE: readonly unknown[] = [
  ...[0, 24, 2 ** 8, 2 ** 16, -1, -25, -257, -65_537, 0.5],
  ...["", "ab", "é", "茶", "🍵", "x".repeat(70)],
  ...[true, null, undefined, [24]],
];

/** How often the engine must have run the encoder before it takes notes of what it sees; V8 11 to 15 need three. */
const SAMPLE_RUNS = 20;

/** Encodes the parts of one dump, and then the file around them. {@linkcode release} it in the end. */
export class DumpEncoder {
  readonly #encoder = new Encoder(OPTIONS) as BufferedEncoder;
  readonly #large: boolean;
  #room = 0;

  /**
   * @param large Whether the dump has many thousand nodes. Then the encoder encodes a sample first, and gets buffers
   * that it need not enlarge: else V8 compiles it by what the first nodes are like, has to give that up at the first
   * node that differs, and runs it uncompiled for the next million.
   */
  constructor(large: boolean) {
    this.#large = large;
    if (large) { for (let run = 0; run < SAMPLE_RUNS; run++) this.encode(SAMPLE); }
  }

  /** Returns the bytes of plain data. */
  encode(item: unknown): Uint8Array {
    if (this.#large && this.#room < LEAST_ROOM) this.#encoder.useBuffer(Buffer.allocUnsafeSlow(BLOCK));
    const bytes = this.#encoder.encode(item);
    this.#room = bytes.buffer.byteLength - bytes.byteOffset - bytes.length;
    return bytes;
  }

  /** Returns the bytes of plain data with a tag before it, which are at most `size`, in a buffer of their own. */
  encodeTagged(tag: number, item: unknown, size: number): Uint8Array {
    this.#encoder.useBuffer(Buffer.alloc(size + HEADROOM));
    const bytes = this.#encoder.encode(new Tag(item, tag));
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Lets go of all buffers. */
  release(): void {
    this.#encoder.useBuffer(Buffer.allocUnsafeSlow(IDLE_BUFFER));
  }
}

/** Puts a tag before a byte string. */
export function tagged(tag: number, bytes: Uint8Array): unknown {
  return new Tag(bytes, tag);
}
