import assert from "node:assert/strict";
import test from "node:test";
import { capture } from "../../../capture/mod.ts";
import { omittedOf, openDump } from "../../../replay/mod.ts";

class Money {
  readonly #cents: number;
  readonly currency: string;
  constructor(cents: number, currency: string) {
    this.#cents = cents;
    this.currency = currency;
  }
  get stored(): { cents: number; currency: string } {
    return { cents: this.#cents, currency: this.currency };
  }
}

const serializers = [{ name: "Money", class: Money, store: (money: object) => (money as Money).stored }];

function captured(value: unknown): Uint8Array {
  return capture(Object.assign(new Error("x"), { value }), { serializers });
}

const valueOf = (bytes: Uint8Array, revivers?: Record<string, (stored: unknown) => unknown>) =>
  (openDump(bytes, { revivers }).exceptions[0]!.value as { value: unknown }).value;

test("openDump() brings a stored value back by its reviver, once a value", () => {
  const price = new Money(1250, "EUR");
  const revivers = {
    Money(stored: unknown) {
      const { cents, currency } = stored as { cents: number; currency: string };
      return new Money(cents, currency);
    },
  };
  const value = valueOf(captured([price, price]), revivers) as Money[];
  assert.ok(value[0] instanceof Money);
  assert.deepEqual(value[0].stored, { cents: 1250, currency: "EUR" });
  assert.equal(value[0], value[1]);
});

test("openDump() puts the failure of a reviver in the place of its value only", () => {
  const revivers = {
    Money() {
      throw new Error("no such currency");
    },
  };
  const value = valueOf(captured([new Money(1, "XXX"), 2]), revivers) as unknown[];
  assert.deepEqual(omittedOf(value[0]), { reason: "failed", detail: "no such currency" });
  assert.equal(value[1], 2);
});

test("openDump() takes no reviver from a prototype", () => {
  const bytes = capture(Object.assign(new Error("x"), { value: new Money(1, "EUR") }), {
    serializers: [{ ...serializers[0]!, name: "toString" }],
  });
  assert.equal(typeof valueOf(bytes, {}), "object");
});

test("a serializer that throws degrades its value only", () => {
  const bytes = capture(Object.assign(new Error("x"), { value: [new Money(1, "EUR"), 2] }), {
    serializers: [{
      name: "Money",
      class: Money,
      store() {
        throw new Error("cannot store");
      },
    }],
  });
  const value = valueOf(bytes) as unknown[];
  assert.match(omittedOf(value[0])?.detail ?? "", /The serializer Money failed: cannot store/);
  assert.equal(value[1], 2);
});
