/**
 * Opening a dump.
 *
 * @module
 */
import { readDump } from "../dump/read.ts";
import { readBelow } from "./frames/read_below.ts";
import { openFile } from "./open_file.ts";
import type { OpenOptions, Session } from "./session.ts";

/**
 * Opens a dump as a read-only session. Nothing in it is run, now or later: classes and functions come back as stubs
 * that say so, until {@linkcode Session.live} is called. The values are made when they are looked at.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeDump } from "../dump/write.ts";
 * import { sampleDump } from "../test/helpers/build_dump.ts";
 * import { openDump } from "./mod.ts";
 *
 * const bytes = writeDump(sampleDump()); // readFileSync("crash.cbor")
 * const session = openDump(bytes);
 * const [frame] = session.frames;
 * assert.equal(frame?.functionName, "Order.checkout");
 * assert.deepEqual(frame?.parameters, ["coupon"]);
 *
 * const answer = await frame!.evaluate("this.items.map((item) => item.price)");
 * assert.deepEqual(answer.ok && answer.value, [10, 1.25]);
 * ```
 *
 * @param bytes The file: plain CBOR, or compressed by gzip. They must not change while the session is in use.
 * @throws {DumpError} If they are no dump, a damaged one, or one of a newer major version.
 * @throws {TypeError} If `bytes` is no Uint8Array.
 */
export function openDump(bytes: Uint8Array, options: OpenOptions = {}): Session {
  return openFile(readDump(bytes), options, readBelow);
}
