/**
 * keeptrace records the crash site of a program on Deno, Bun or Node into one file, and opens that file as if the
 * process had stopped there.
 *
 * {@linkcode init} arms, {@linkcode capture} and {@linkcode dump} make a dump of a thrown value, and
 * {@linkcode openDump} opens one; the prompt is `replay.ts` (`keeptrace-repl` on npm).
 *
 * @example
 * ```ts
 * import { capture, init, openDump } from "@kt/keeptrace";
 * import assert from "node:assert/strict";
 *
 * await using _recording = await init();
 *
 * function total(prices: number[]) {
 *   const sum = prices.reduce((a, b) => a + b, 0);
 *   if (sum > 100) throw new RangeError("too much");
 *   return sum;
 * }
 *
 * try {
 *   total([60, 70]);
 * } catch (error) {
 *   const session = openDump(capture(error));
 *   const [frame] = session.frames;
 *   assert.equal(frame?.functionName, "total");
 *   const result = await frame?.evaluate("sum + prices.length");
 *   assert.deepEqual(result, { ok: true, value: 132, declared: [] });
 * }
 * ```
 *
 * ## Limitations
 *
 * - A throw before `init()`, a stack overflow, an AggregateError that the engine makes, and an error that is rejected
 *   without being thrown have a stack, but no variables.
 * - On V8 (Node, Deno) the callers that wait in an `await` have a position, but no variables.
 * - On Deno and Bun recording opens the runtime's inspector on loopback while it is armed; see SECURITY.md.
 *
 * @module
 */
export {
  capture,
  type CaptureOptions,
  dump,
  init,
  type Limits,
  type RecordingHandle,
  type RedactOptions,
  type Serializer,
} from "./capture/mod.ts";
export * from "./replay/mod.ts";
