/**
 * Prototypes for values whose inside cannot be rebuilt: their methods say so.
 *
 * @module
 */
import type { StubError } from "./stub_error.ts";
import { memberStub } from "./stub.ts";

/** An object between a mock and the real prototype, whose methods throw at once. */
export function inertPrototype(methods: readonly string[], refusal: Refusal, parent: object | null): object {
  const prototype = Object.create(parent);
  for (const method of methods) {
    const value = memberStub({ name: method, kind: "native" }, () => {
      throw refusal(method);
    });
    Object.defineProperty(prototype, method, { value, writable: true, configurable: true });
  }
  return prototype;
}

/** The error for a call of a method. */
export type Refusal = (method: string) => StubError;
