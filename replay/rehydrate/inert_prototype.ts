/**
 * Prototypes for values whose inside cannot be rebuilt: their methods say so.
 *
 * @module
 */
import { StubError } from "./stub_error.ts";
import { memberStub } from "./stub.ts";

/** What cannot be done with such values. */
export interface Refusal {
  /** Name of the class, e.g. `Promise`. */
  readonly name: string;
  /** Methods that need what is missing. */
  readonly methods: readonly string[];
  /** Why, and what to look at instead. */
  readonly why: string;
}

/** An object between a mock and the real prototype, whose methods throw a {@linkcode StubError} at once. */
export function inertPrototype({ name, methods, why }: Refusal, parent: object | null): object {
  const prototype = Object.create(parent);
  for (const method of methods) {
    const value = memberStub({ name: method, kind: "native" }, () => {
      throw new StubError("call", `${name}.prototype.${method}`, why);
    });
    Object.defineProperty(prototype, method, { value, writable: true, configurable: true });
  }
  return prototype;
}
