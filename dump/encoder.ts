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

/** Room that the encoder wants behind what it writes, in bytes. */
const HEADROOM = 4096;

/** Encodes the parts of one dump, and then the file around them. {@linkcode release} it in the end. */
export class DumpEncoder {
  readonly #encoder = new Encoder(OPTIONS) as BufferedEncoder;

  /** Returns the bytes of plain data. */
  encode(item: unknown): Uint8Array {
    return this.#encoder.encode(item);
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
