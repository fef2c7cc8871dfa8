/**
 * A program as people write them: what its live code does, and a retry of a mended checkout.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import type { LiveSession } from "../../../replay/mod.ts";
import { CURRENT } from "../../helpers/runtimes.ts";
import { captured, evaluate, frameOf, live, moved } from "./captured_program.ts";

/** Closures of calls that are over have variables on V8 only. */
const V8 = CURRENT !== "bun";

const FIX = {
  "money.ts": [[
    "throw new CurrencyError(this.currency, other.currency);",
    "return this.plus(new Money(Math.round(other.#cents * 0.9), this.currency));",
  ]],
} as const;

async function all(session: LiveSession, name: string, rows: readonly (readonly [string, unknown])[]): Promise<void> {
  const frame = frameOf(session, name);
  for (const [text, expected] of rows) {
    const value = await evaluate(frame, text);
    if (expected instanceof RegExp) assert.match(String(value), expected, text);
    else assert.deepEqual(value, expected, text);
  }
}

test("methods, accessors, private fields, statics and subclasses of an order service work", async () => {
  const session = await live(await captured("orders"));
  await all(session, "plus", [
    ["this.toString() + ' + ' + other", "3.50 EUR + 5.00 USD"],
    ["this.plus(this).amount", 7],
    ["this.plus(other)", "CurrencyError: cannot add USD to EUR"],
    ["this.constructor.of(1.5).toJSON().cents", 150],
    ["$exception.pair.join() + $exception.#pair.length", "EUR,USD2"],
    ["$exception instanceof Error && $exception.constructor.name", "CurrencyError"],
  ]);
  await all(session, "total", [
    ["this.summary", "#102 bob: 2 lines, open"],
    ["this.total()", "CurrencyError: cannot add USD to EUR"],
    ["this.lines.map(({ price }) => String(price)).join()", "3.50 EUR,5.00 USD"],
    ["this.constructor.count", 2],
    [
      "const order = new this.constructor(7, 'x').addLine('a', 2, this.lines[0].price); String(order.total())",
      "8.33 EUR",
    ],
    ["String(order.discount(50).total())", "4.17 EUR"],
    ["this.constructor.count", 3],
  ]);
  await all(session, "checkout", [
    ["(await this.#repo.find(101)).customer", "ada"],
    ["await this.#repo.find(9)", "RangeError: orders: no row 9"],
    ["this.#repo.reads", 4],
    ["const ids = []; for await (const { id } of this.#repo.all()) ids.push(id); ids.join()", "101,102"],
    ["[...this.cache.values()].join()", "7.50 EUR"],
    ["this.log.join()", "paid 101"],
    ["this.#sequence.next()", V8 ? 103 : /Cannot read n: it belongs to a call of counter/],
    ["this.#sequence.value", V8 ? 103 : /Cannot read n: it belongs to a call of counter/],
    [
      "String((await this.#repo.find(101)).total())",
      V8 ? "7.50 EUR" : /Cannot read factor: it belongs to a call of discount/,
    ],
    ["(await this.#repo.find(101)).onPaid()", /Cannot read this of the function at line \d+: it is not in the dump/],
  ]);
});

test("a retry of the mended order service passes where it needs nothing that the dump has not", async () => {
  const program = await captured("orders");
  const root = moved(program.folder, FIX);
  const frame = (name: string) => frameOf(program.session, name);
  const same = await program.session.retry(frame("plus"), { root: program.folder });
  assert.equal(same.outcome, "same");
  const added = await program.session.retry(frame("plus"), { root });
  assert.equal(added.outcome, "returned");
  assert.equal(String(added.value), "8.00 EUR");
  const total = await program.session.retry(frame("total"), { root, accept: ["money.ts"] });
  assert.deepEqual([total.outcome, String(total.value)], ["returned", "9.52 EUR"]);
  const checkout = await program.session.retry(frame("checkout"), { root, accept: ["money.ts"] });
  assert.equal(checkout.outcome, "unknown");
  assert.match(checkout.notes.join(), /Cannot read this of the function/);
});
