/**
 * Promises.
 *
 * A promise that was settled comes back as a settled promise, a rejected one as one whose rejection is handled: `await`
 * gives or throws what was recorded. One that was pending would never settle; it comes back as an object of the class
 * whose `then` says so at once, and so does one whose state was not recorded.
 *
 * @module
 */
import type { HeapNode } from "../../dump/read.ts";
import type { Context, Kind } from "./context.ts";
import { inertPrototype } from "./inert_prototype.ts";
import { StubError } from "./stub_error.ts";

const { apply } = Reflect;
const { then } = Promise.prototype;

const METHODS = ["then", "catch", "finally"];

function ignore(): void {}

/** Promise. */
export const promise: Kind = {
  allocate({ payload: [state, slot] }, context) {
    if (state !== "fulfilled" && state !== "rejected") return {};
    let settle: (() => void) | undefined;
    const made = new Promise((resolve, reject) => {
      settle = () => {
        const value = context.reach(slot);
        if (state === "rejected") reject(value);
        else if (isThenable(value)) reject(new StubError("wait for", "this Promise", UNWRAPS));
        else resolve(value);
      };
    });
    apply(then, made, [undefined, ignore]);
    context.finally(settle!);
    return made;
  },
  fill(_target: object, { payload: [state, slot] }, context) {
    // Made in this batch, so that settling finds it complete.
    if (state === "fulfilled" || state === "rejected") context.reach(slot);
  },
  prototype(prototype, { payload: [state] }) {
    if (state === "fulfilled" || state === "rejected") return prototype;
    const why = state === "pending"
      ? "it was pending when the dump was made, and nothing will ever settle it"
      : "its state is not in the dump";
    return inertPrototype(METHODS, () => new StubError("wait for", "this Promise", why), prototype);
  },
};

const UNWRAPS =
  "its value has a `then`, which `await` would call, and no code of the program runs; see its PromiseResult";

/** Whether a promise would unwrap a value by calling it; a getter on the way answers with an `Omitted`. */
function isThenable(value: unknown): boolean {
  return ((typeof value === "object" && value !== null) || typeof value === "function") &&
    typeof (value as { then?: unknown }).then === "function";
}

/** What is inside a promise. */
export function promiseInternals({ payload: [state, slot] }: HeapNode, context: Context): [string, unknown][] {
  if (typeof state !== "string") return [["PromiseState", context.value(state)]];
  return [
    ["PromiseState", state],
    ...state === "pending" ? [] : [["PromiseResult", context.value(slot)] as [string, unknown]],
  ];
}
