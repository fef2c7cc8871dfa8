import assert from "node:assert/strict";
import test from "node:test";
import { calledName, isAwaiting } from "../../../capture/snapshot/call_text.ts";

const TEXT = [
  "const x = account.withdraw(5);",
  "const y = await load();",
  "  for await (const row of rows) use(row);",
  "  yield next(1);",
  "awaited(1); äöü$(2);",
].join("\n");
const textOf = () => TEXT;
const at = (line: number, column: number) => ({ url: "file:///a.ts", line, column });

test("calledName() reads the name at a position", () => {
  assert.equal(calledName(at(1, 19), textOf), "withdraw");
  assert.equal(calledName(at(5, 13), textOf), "äöü$");
  assert.equal(calledName(at(1, 27), textOf), undefined);
  assert.equal(calledName(at(9, 1), textOf), undefined);
  assert.equal(calledName(undefined, textOf), undefined);
  assert.equal(calledName(at(1, 1), () => undefined), undefined);
});

test("isAwaiting() tells the places where an async function waits", () => {
  assert.equal(isAwaiting(at(2, 11), textOf), true);
  assert.equal(isAwaiting(at(3, 20), textOf), true);
  assert.equal(isAwaiting(at(4, 9), textOf), true);
  assert.equal(isAwaiting(at(1, 19), textOf), false);
  assert.equal(isAwaiting(at(5, 1), textOf), false);
  assert.equal(isAwaiting(at(99, 1), textOf), false);
});
