/**
 * Deno and Bun: a WebSocket to the inspector that the runtime has opened on loopback, on a bare socket.
 *
 * Deno leaves Nagle's algorithm on in its server, so its second small write waits for an acknowledgement that the
 * kernel delays by 40 ms. An unsolicited pong (RFC 6455, section 5.5.3) after each read carries it at once.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import type { Transport, TransportEvents } from "./transport.ts";

const OPCODE_TEXT = 1;
const OPCODE_CLOSE = 8;
const OPCODE_PONG = 10;

/** One client frame. The mask is all zero, which leaves the body as it is: there is no proxy to protect on loopback. */
function encodeFrame(opcode: number, text: string): Uint8Array {
  const body = Buffer.from(text);
  let head: Buffer;
  if (body.length < 126) {
    head = Buffer.alloc(6);
    head[1] = 0x80 | body.length;
  } else if (body.length < 65536) {
    head = Buffer.alloc(8);
    head[1] = 0x80 | 126;
    head.writeUInt16BE(body.length, 2);
  } else {
    head = Buffer.alloc(14);
    head[1] = 0x80 | 127;
    head.writeBigUInt64BE(BigInt(body.length), 2);
  }
  head[0] = 0x80 | opcode;
  return Buffer.concat([head, body]);
}

/** Reads server frames out of a stream of bytes; text may come in fragments. */
class FrameReader {
  #chunks: Buffer = Buffer.alloc(0);
  #fragments: Buffer[] = [];

  *read(data: Buffer): Generator<{ opcode: number; text: string }> {
    this.#chunks = this.#chunks.length === 0 ? data : Buffer.concat([this.#chunks, data]);
    while (this.#chunks.length >= 2) {
      const first = this.#chunks[0]!;
      let length = this.#chunks[1]! & 127;
      let offset = 2;
      if (length === 126) {
        if (this.#chunks.length < 4) return;
        length = this.#chunks.readUInt16BE(2);
        offset = 4;
      } else if (length === 127) {
        if (this.#chunks.length < 10) return;
        length = Number(this.#chunks.readBigUInt64BE(2));
        offset = 10;
      }
      if (this.#chunks.length < offset + length) return;
      const body = this.#chunks.subarray(offset, offset + length);
      this.#chunks = this.#chunks.subarray(offset + length);
      const opcode = first & 15;
      if (opcode > OPCODE_TEXT) {
        yield { opcode, text: "" };
        continue;
      }
      this.#fragments.push(body);
      if ((first & 0x80) === 0) continue;
      const text = (this.#fragments.length === 1 ? body : Buffer.concat(this.#fragments)).toString();
      this.#fragments = [];
      yield { opcode: OPCODE_TEXT, text };
    }
  }
}

/**
 * Connects to an inspector.
 *
 * @param url `ws://127.0.0.1:port/path`
 * @throws {Error} If the server refuses the upgrade or the socket fails before it.
 */
export function connectSocket(url: string, events: TransportEvents): Promise<Transport> {
  const { hostname, port, pathname, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const reader = new FrameReader();
  let lastId = 0;
  let upgraded = false;
  let head = Buffer.alloc(0);

  const transport: Transport = {
    send(messages) {
      const frames: Uint8Array[] = [];
      const results = messages.map(([method, params]) => {
        const id = ++lastId;
        frames.push(encodeFrame(OPCODE_TEXT, JSON.stringify({ id, method, params: params ?? {} })));
        return new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
      });
      socket.write(Buffer.concat(frames));
      return results;
    },
    close: () => socket.destroy(),
  };
  const onText = (text: string) => {
    const message = JSON.parse(text);
    if (message.id === undefined) return events.onEvent(message.method, message.params);
    const waiter = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) waiter?.reject(new Error(message.error.message));
    else waiter?.resolve(message.result);
  };

  return new Promise((resolve, reject) => {
    socket.on("connect", () =>
      socket.write(
        `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
      ));
    socket.on("error", reject);
    socket.on("close", () => {
      reject(new Error("Cannot connect to the inspector: it closed the socket"));
      for (const waiter of waiting.values()) waiter.reject(new Error("The inspector session ended"));
      waiting.clear();
      events.onClose();
    });
    socket.on("data", (data: Buffer) => {
      if (!upgraded) {
        head = Buffer.concat([head, data]);
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) return;
        const status = head.subarray(0, end).toString("latin1").split("\r\n")[0]!;
        if (!status.includes(" 101 ")) {
          reject(new Error(`Cannot connect to the inspector: it answered ${status}`));
          socket.destroy();
          return;
        }
        upgraded = true;
        data = head.subarray(end + 4);
        resolve(transport);
      }
      socket.write(encodeFrame(OPCODE_PONG, ""));
      for (const { opcode, text } of reader.read(data)) {
        if (opcode === OPCODE_TEXT) onText(text);
        else if (opcode === OPCODE_CLOSE) socket.destroy();
      }
    });
  });
}
