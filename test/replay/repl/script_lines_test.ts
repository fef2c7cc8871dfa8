import assert from "node:assert/strict";
import test from "node:test";
import { scriptLines, streamLines } from "../../../replay/repl/script_lines.ts";

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const opensBracket = (text: string) => Promise.resolve(text.split("(").length > text.split(")").length);

test("scriptLines() joins the lines of an expression, and those after a backslash", async () => {
  assert.deepEqual(await all(scriptLines(["up", "", "f(", "1)", "p \\", "x"], opensBracket)), [
    "up",
    "f(\n1)",
    "p \nx",
  ]);
});

test("scriptLines() gives an unfinished end as it is", async () => {
  assert.deepEqual(await all(scriptLines(["f(", "1"], opensBracket)), ["f(\n1"]);
});

test("streamLines() puts lines together over chunks, also inside a character", async () => {
  async function* chunks() {
    await Promise.resolve();
    yield new Uint8Array([0x75, 0x70, 0x0d]);
    yield new Uint8Array([0x0a, 0xe6, 0x97]);
    yield new Uint8Array([0xa5, 0x0a, 0x78]);
  }
  assert.deepEqual(await all(streamLines(chunks())), ["up", "日", "x"]);
});
