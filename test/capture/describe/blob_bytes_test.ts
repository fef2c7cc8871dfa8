/**
 * Bytes of Blobs, where the runtime has them at hand.
 *
 * @module
 */
import assert from "node:assert/strict";
import { openAsBlob } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import type { Redactor } from "../../../capture/redact.ts";
import type { HeapNode } from "../../../dump/read.ts";
import { detectRuntime } from "../../../dump/runtime.ts";
import type { Slot } from "../../../dump/slot.ts";
import { described, type DescribedOptions, omission } from "./described.ts";

/** Deno keeps them where only asynchronous code gets at them. */
const areAtHand = detectRuntime().name !== "deno";

/** What stands after the members of a Blob. */
function bytesOf(value: Blob, options?: DescribedOptions): readonly Slot[] {
  const { payload }: HeapNode = described({ value }, options).node("value");
  return payload.slice(payload[0] === "File" ? 5 : 3);
}

function textOf(slot: Slot | undefined): string | undefined {
  return typeof slot === "object" && slot !== null && slot.kind === "bytes"
    ? Buffer.from(slot.bytes).toString()
    : omission(slot)?.detail;
}

test("the bytes of a Blob in memory are kept", () => {
  const blobs: readonly (readonly [Blob, string])[] = [
    [new Blob(["hello"], { type: "text/plain" }), "hello"],
    [new Blob(["a", new Uint8Array([66]), new Blob(["c"])]), "aBc"],
    [new Blob(["hello world"]).slice(2, 5), "llo"],
    [new Blob([]), ""],
    [new File(["äöü"], "a.txt"), "äöü"],
    [new (class extends Blob {})(["of a subclass"]), "of a subclass"],
  ];
  for (const [blob, text] of blobs) {
    const slots = bytesOf(blob);
    assert.equal(slots.length, 1, text);
    assert.equal(textOf(slots[0]), areAtHand || text === "" ? text : "This runtime gives the bytes only by waiting");
  }
});

test("bytes of a Blob beyond the limit are cut, and it says how many there were", () => {
  if (!areAtHand) return;
  const [bytes, rest] = bytesOf(new Blob(["hello", " world"]), { limits: { maxBufferBytes: 7 } });
  assert.equal(textOf(bytes), "hello w");
  assert.deepEqual(omission(rest), { reason: "length", type: "bytes", size: 11 });
  const [none] = bytesOf(new Blob(["hello"]), { limits: { maxBufferBytes: 0 } });
  assert.deepEqual(omission(none), { reason: "length", type: "bytes", size: 5 });
});

test("bytes of a Blob that hold a secret are taken out", () => {
  if (!areAtHand) return;
  const redact: Redactor = {
    name: () => undefined,
    text: (text) => text.includes("secret") ? "" : undefined,
    code: () => undefined,
    counts: new Map(),
  };
  assert.equal(omission(bytesOf(new Blob(["a secret"]), { redact })[0])?.reason, "redacted");
});

test("a Blob that a file holds is not read", async () => {
  if (!areAtHand) return;
  const blob = await openAsBlob(fileURLToPath(import.meta.url));
  assert.equal(textOf(bytesOf(blob)[0]), "A file holds the bytes, and files are not read");
});

test("what a program puts on a Blob is not asked for its bytes", () => {
  const ran = () => assert.fail("ran");
  const blob = new Blob(["hello"]);
  for (const key of [...Object.getOwnPropertySymbols(blob), "arrayBuffer", "slice", "stream", "toJSON"]) {
    Reflect.defineProperty(blob, key, { get: ran, configurable: true, enumerable: true });
  }
  described({ blob });
  class Odd extends Blob {
    override arrayBuffer(): never {
      return ran();
    }
    override slice(): never {
      return ran();
    }
  }
  assert.equal(textOf(bytesOf(new Odd(["x"]))[0]), areAtHand ? "x" : "This runtime gives the bytes only by waiting");
});
