import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { countFresh } from "../../dump/count_fresh.ts";
import { encodeItem } from "./raw_dump.ts";

function count(...nodes: readonly Uint8Array[]): number[] {
  const bytes = Buffer.concat(nodes);
  let start = 0;
  return nodes.map(({ length }) => countFresh(bytes, start, start += length));
}

test("countFresh() counts each -1 in the slots of a node and in those of accessors", () => {
  const nodes: readonly (readonly [node: readonly unknown[], expected: number])[] = [
    [[0], 0],
    [[0, -1, 7, -2, -1], 2],
    [[0, [3, -1, -1], -1], 3],
    [[0, [3, undefined, -1], [3, -1, [5, "count"]]], 2],
    [[0, [-1], [4, 1], [5, "count", "text", 5, "text"], [0, "-1"]], 0],
    [[0, Uint8Array.of(0x20, 0x20), "text of more than twenty-three bytes", true, null, -1], 1],
    [[0, 300, -300, 70_000, 0.5, 1e300, -1], 1],
  ];
  assert.deepEqual(count(...nodes.map(([node]) => encodeItem(node))), nodes.map(([, expected]) => expected));
});

test("countFresh() knows -1 in every encoding that the decoder takes for it", () => {
  const encodings = [
    [0x20],
    [0x38, 0],
    [0x39, 0, 0],
    [0x3a, 0, 0, 0, 0],
    [0x3b, 0, 0, 0, 0, 0, 0, 0, 0],
    [0xf9, 0xbc, 0],
    [0xfa, 0xbf, 0x80, 0, 0],
    [0xfb, 0xbf, 0xf0, 0, 0, 0, 0, 0, 0],
  ];
  for (const encoding of encodings) {
    assert.deepEqual(
      count(Uint8Array.of(0x82, 0, ...encoding), Uint8Array.of(0x82, 0, 0x83, 3, ...encoding, ...encoding)),
      [1, 2],
      encoding.map((byte) => byte.toString(16)).join(" "),
    );
  }
  assert.deepEqual(count(Uint8Array.of(0x82, 0, 0xf9, 0x3c, 0), Uint8Array.of(0x82, 0, 0x38, 1)), [0, 0]);
});
