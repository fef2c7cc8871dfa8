import assert from "node:assert/strict";
import test from "node:test";
import { plainError } from "../../../replay/live/plain_error.ts";
import { programTrace } from "../../../replay/live/program_trace.ts";

test("plainError() takes the traces of the rewriting out of an error, and leaves other values alone", () => {
  const error = new TypeError("$kt.coupon.apply is not a function, $kt2_.x");
  error.stack = "TypeError: $kt.coupon\n    at f ($ktx.ts:1:1)";
  assert.equal(plainError(error), error);
  assert.equal(error.message, "coupon.apply is not a function, x");
  assert.equal(error.stack, "TypeError: coupon\n    at f ($ktx.ts:1:1)");
  assert.equal(plainError("$kt.x"), "$kt.x");
  assert.equal((plainError(new TypeError("$kt$.receiver.a, $kt.receiver.b")) as Error).message, "this.a, this.b");
  const frozen = Object.freeze(new Error("$kt.a"));
  assert.equal((plainError(frozen) as Error).message, "$kt.a");
});

test("programTrace() keeps the calls of the program, without columns", () => {
  const error = new Error("x");
  error.stack = `Error: x
    at Order.sell (file:///a.ts, <anonymous>:104:25)
    at eval (file:///a.ts:9:1)
    at Script.runInThisContext (node:vm:137:12)
    at <anonymous> (file:///b.ts:7:2)
    at file:///b.ts:8:3
    at keep (file:///keeptrace/replay/live/retry.ts:1:1)`;
  assert.deepEqual(programTrace(error, ["file:///a.ts", "file:///b.ts"]), [
    "at Order.sell (file:///a.ts:104)",
    "at (anonymous) (file:///a.ts:9)",
    "at (anonymous) (file:///b.ts:7)",
    "at file:///b.ts:8",
  ]);
  assert.deepEqual(programTrace("text", ["file:///a.ts"]), []);
});
