import assert from "node:assert/strict";
import test from "node:test";
import { functionRange } from "../../../replay/repl/function_range.ts";

async function range(text: string, line: number, column: number): Promise<[number, number]> {
  const lines = text.split("\n");
  const source = {
    url: "a.ts",
    text,
    origin: "dump",
    omitted: undefined,
    lineCount: lines.length,
    line: (number: number) => lines[number - 1],
  } as const;
  const { from, to } = await functionRange(source, { line, column });
  return [from, to];
}

const TEXT = `function outer(
  a: number,
): { b: number } {
  if (a) {
    const inner = (x: number) => {
      throw x;
    };
    inner(1);
  }
  return { b: 1 };
}
top();`;

test("functionRange() finds the innermost function, with parameters and return type", async () => {
  assert.deepEqual(await range(TEXT, 6, 7), [5, 7]);
  assert.deepEqual(await range(TEXT, 8, 5), [1, 11]);
  assert.deepEqual(await range(TEXT, 10, 3), [1, 11]);
});

test("functionRange() shows the lines around where there is no function, and where nothing parses", async () => {
  assert.deepEqual(await range(TEXT, 12, 1), [2, 12]);
  assert.deepEqual(await range("const = ;\n}}}", 1, 1), [1, 2]);
});
