import assert from "node:assert/strict";
import test from "node:test";
import { LiveRefusedError, type Retrial } from "../../../replay/mod.ts";
import { captured, type Changes, frameOf, moved } from "./captured_program.ts";

const MENDED: Changes = { "order.ts": [["coupon!.apply(scaled)", "(coupon?.apply(scaled) ?? scaled)"]] };

/** Runs the function of a frame again, in a copy of the checkout with changes; by default that of the innermost frame. */
async function retry(frameName?: string, changes: Changes = {}, accept: readonly string[] = []): Promise<Retrial> {
  const { session, folder } = await captured("shop");
  const frame = frameName === undefined ? session.frames[0]! : frameOf(session, frameName);
  return await session.retry(frame, { root: moved(folder, changes), accept });
}

test("retry() throws the same when nothing has changed", async () => {
  for (const name of [undefined, "sell"]) {
    const { outcome, error, changed, notes } = await retry(name);
    assert.deepEqual([outcome, changed, notes], ["same", false, []], name);
    assert.ok(error instanceof TypeError);
  }
});

test("retry() returns when the file of the frame is mended, with the recorded receiver, arguments and closure", async () => {
  const sell = await retry("sell", MENDED);
  assert.deepEqual([sell.outcome, sell.value, sell.changed, sell.accepted], ["returned", 2, true, []]);
  assert.match(sell.file, /order\.ts$/);
  const arrow = await retry(undefined, MENDED);
  // price * factor + index + this.#rate + extra.length
  assert.deepEqual([arrow.outcome, arrow.value], ["returned", 22.19]);
});

test("retry() finds the function though lines have moved, and what a change brings: imports, constants, functions", async () => {
  const { outcome, value, line } = await retry("sell", {
    "order.ts": [
      [
        "let sold = 0;",
        `import { basename } from "node:path";
        import { usedBy as again } from "./money.ts";
        const EXTRA = 40, later = () => EXTRA + basename("/a/bc").length;
        class Fresh { #value = later(); read() { return this.#value; } }
        let sold = 0;`,
      ],
      ["    sold++;\n", "    return new Fresh().read() + sold + again('x');\n"],
    ],
  });
  assert.deepEqual([outcome, value], ["returned", "43statement,x"]);
  assert.equal(line, 102);
});

test("retry() tells another error from the recorded one", async () => {
  const { outcome, error } = await retry("sell", { "order.ts": [["coupon!.apply(scaled)", "coupon2.apply(scaled)"]] });
  assert.equal(outcome, "other");
  assert.match(String(error), /^ReferenceError: .*coupon2/);
});

test("retry() accepts a change of the frame's own file, and no other one by itself", async () => {
  const changes: Changes = { "money.ts": [["FACTOR = 100", "FACTOR = 10"]] };
  await assert.rejects(retry("sell", changes), LiveRefusedError);
  const { outcome, accepted } = await retry("sell", changes, ["money.ts"]);
  assert.deepEqual([outcome, accepted], ["same", ["money.ts"]]);
  await assert.rejects(retry("main", MENDED), LiveRefusedError);
});

test("retry() cannot tell when the function needs what is not in the dump, even if it catches the error", async () => {
  const fresh = ["let sold = 0;", "let sold = 0;\nlet unseen = 1;"] as const;
  const { outcome, value, notes } = await retry("sell", {
    "order.ts": [fresh, ["    sold++;\n", "    try { return unseen; } catch { return 1; }\n"]],
  });
  assert.deepEqual([outcome, value], ["unknown", 1]);
  assert.match(notes[0]!, /^Cannot read unseen of file:.*order\.ts: its value is not in the dump$/);
});

test("retry() notes a parameter that the call had assigned before it threw", async () => {
  const { outcome, notes } = await retry("sell", {
    "order.ts": [["    sold++;\n", "    extra = ['changed'];\n"]],
  });
  // Of the recorded code, which does not; the changed one is run from its beginning.
  assert.deepEqual([outcome, notes], ["same", []]);
});

test("retry() runs nothing from the top of a main module, and says that it takes a start", async () => {
  const { session, folder } = await captured("shop");
  const top = session.frames.findLast(({ locals, position }) =>
    locals === "available" && position?.url.endsWith("main.ts")
  )!;
  await assert.rejects(
    session.retry(top, { root: folder }),
    /^UnavailableError: Cannot retry: the frame is the top of a module: start the program to run it again$/,
  );
});
