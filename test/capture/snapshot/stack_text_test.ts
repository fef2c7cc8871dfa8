import assert from "node:assert/strict";
import test from "node:test";
import { parseStack, parseStackCall } from "../../../capture/snapshot/stack_text.ts";

const at = (url: string, line: number, column: number) => ({ url, line, column });

const LINES: readonly (readonly [line: string, name: string, position: unknown, async?: boolean])[] = [
  ["withdraw (file:///app/a.ts:3:9)", "withdraw", at("file:///app/a.ts", 3, 9)],
  ["Account.withdraw (/app/a.js:3:9)", "Account.withdraw", at("file:///app/a.js", 3, 9)],
  ["file:///app/a.ts:1:2", "", at("file:///app/a.ts", 1, 2)],
  ["/app/a b (1).js:1:2", "", at("file:///app/a%20b%20(1).js", 1, 2)],
  ["f (/app/a (1).js:1:2)", "f", at("file:///app/a%20(1).js", 1, 2)],
  ["async Promise.all (index 0)", "Promise.all", undefined, true],
  ["async load (file:///app/a.ts:3:9)", "load", at("file:///app/a.ts", 3, 9), true],
  ["async file:///app/a.ts:3:9", "", at("file:///app/a.ts", 3, 9), true],
  ["new Order (node:internal/x:3:9)", "new Order", at("node:internal/x", 3, 9)],
  ["Array.map (<anonymous>)", "Array.map", undefined],
  ["map (native:1:11)", "map", undefined],
  ["map ([native code])", "map", undefined],
  ["<anonymous> (/app/a.js:3:9)", "", at("file:///app/a.js", 3, 9)],
  ["module code (/app/a.js:3:9)", "", at("file:///app/a.js", 3, 9)],
  ["Object.a [as b] (/app/a.js:3:9)", "Object.a [as b]", at("file:///app/a.js", 3, 9)],
  ["eval (templates[0], <anonymous>:14:23)", "eval", at("templates[0]", 14, 23)],
  ["f (https://example.com/mod.ts:5:6)", "f", at("https://example.com/mod.ts", 5, 6)],
];

test("parseStackCall() reads the line in evaluated text, and where that was evaluated", () => {
  assert.deepEqual(parseStackCall("eval (eval at run (/app/a.js:5:6), <anonymous>:1:2)"), {
    functionName: "eval",
    position: at("file:///app/a.js", 5, 6),
    evaluatedLine: 1,
    async: false,
  });
});

for (const [line, functionName, position, async = false] of LINES) {
  test(`parseStackCall() reads ${line}`, () => {
    assert.deepEqual(parseStackCall(line), {
      functionName,
      ...(position !== undefined && { position }),
      async,
    } as unknown);
  });
}

test("parseStack() passes over lines that name no call", () => {
  const stack =
    "Error: at first\nat the start (of:1:2) no\n    at f (/a.js:1:2)\n    ... 4 lines matching\n    at g (/a.js:3:4)";
  assert.deepEqual(parseStack(stack).map(({ functionName }) => functionName), ["f", "g"]);
});
