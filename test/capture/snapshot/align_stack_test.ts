import assert from "node:assert/strict";
import test from "node:test";
import type { EngineFrame } from "../../../capture/engine/engine.ts";
import { alignStack } from "../../../capture/snapshot/align_stack.ts";
import { parseStackCall } from "../../../capture/snapshot/stack_text.ts";

/** Frames as `name file:line`, the name left out for anonymous ones. */
function frames(...texts: readonly string[]): EngineFrame[] {
  return texts.map((text) => {
    const [, functionName = "", url = "", line = "0"] = /^(?:(.*) )?(\S*):(\d+)$/.exec(text)!;
    return { functionName, generated: { url: url && `file:///${url}`, line: Number(line), column: 1 }, scopes: [] };
  });
}

/** Lines that the frames are printed with; undefined for those that are not. */
function lines(listed: readonly EngineFrame[], ...printed: readonly string[]): (number | undefined)[] {
  return alignStack(listed, printed.map(parseStackCall)).map((call) => call && (call.position?.line ?? 0));
}

test("alignStack() pairs frames with printed calls and passes over built-in functions", () => {
  assert.deepEqual(
    lines(
      frames("a.js:1", "g a.js:5", "a.js:9"),
      "/a.js:1:1",
      "Array.map (<anonymous>)",
      "Account.g (/a.js:5:2)",
      "/a.js:9:1",
    ),
    [1, 5, 9],
  );
});

test("alignStack() gives tail calls no printed call, and their callers the one that is theirs", () => {
  assert.deepEqual(
    lines(frames("boom a.ts:3", "b.js:70", "middle a.ts:8", "a.ts:15"), "boom (/a.ts:1:1)", "/a.ts:4:7"),
    [1, undefined, undefined, 4],
  );
});

test("alignStack() tells anonymous functions apart by their lines", () => {
  assert.deepEqual(
    lines(
      frames("a.js:3265", "a.js:604", "a.js:3208", "a.js:2241", "a.js:15"),
      "/a.js:3837:1",
      "/a.js:833:1",
      "/a.js:3768:1",
      "/a.js:23:1",
    ),
    [3837, 833, 3768, undefined, 23],
  );
});

test("alignStack() follows source maps to other files and names", () => {
  assert.deepEqual(
    lines(
      frames("a dist/x.js:1", "b dist/x.js:1", "dist/x.js:1"),
      "load (/src/x.ts:7:1)",
      "b (/src/y.ts:8:1)",
      "/src/z.ts:9:1",
    ),
    [7, 8, 9],
  );
});

test("alignStack() finds the outermost frames from the outer end when others were left out", () => {
  const recursion = Array.from({ length: 30 }, () => "f (/a.js:2:1)");
  const listed = frames("boom a.js:1", "f a.js:2", "f a.js:2", "main a.js:5", "a.js:9");
  const withGap = listed.map((frame, i) => i === 1 ? { ...frame, elided: 28 } : frame);
  assert.deepEqual(lines(withGap, "boom (/a.js:1:1)", ...recursion, "main (/a.js:5:1)", "/a.js:9:1"), [1, 2, 2, 5, 9]);
});

test("alignStack() pairs as many frames as calls one to one only when no fewer pairs fit better", () => {
  const recursion = Array.from({ length: 12 }, (_, i) => `fall a.js:${i < 11 ? 18 : 30}`);
  assert.deepEqual(
    lines(frames(...recursion), ...Array<string>(11).fill("fall (/a.js:19:3)"), "fall (/a.js:33:3)"),
    [...Array<number>(11).fill(19), 33],
  );
  // The innermost call is a tail call that is not printed; at the outer end there is a call more.
  assert.deepEqual(
    lines(frames("a a.js:1", "b a.js:2", "c a.js:3"), "b (/a.js:2:1)", "c (/a.js:3:1)", "Array.map (<anonymous>)"),
    [undefined, 2, 3],
  );
});

test("alignStack() pairs no code of the runtime with a printed place in a file that another frame runs", () => {
  assert.deepEqual(lines(frames("a.js:31", ":75", ":72", "a.js:41"), "/a.js:49:5", "/a.js:59:5"), [
    49,
    undefined,
    undefined,
    59,
  ]);
});

test("alignStack() knows evaluated code by its lines, which engines print behind the file that evaluated it", () => {
  const evaluated = (functionName: string, line: number): EngineFrame => ({
    functionName,
    generated: { url: "[eval 1]", line, column: 1 },
    scopes: [],
  });
  const listed = [evaluated("f", 4), evaluated("", 7), ...frames("run a.js:2")];
  assert.deepEqual(lines(listed, "f (file:///a.js:4:1)", "/a.js:7:9", "run (/a.js:2:1)"), [4, 7, 2]);
  const v8 = ["f (eval at run (/a.js:2:1), <anonymous>:4:1)", "eval (eval at run (/a.js:2:1), <anonymous>:7:9)"];
  assert.deepEqual(lines(listed, ...v8, "run (/a.js:2:1)"), [2, 2, 2]);
  assert.deepEqual(lines(listed, "run (/a.js:2:1)"), [undefined, undefined, 2]);
});
