/**
 * What commands say of frames that are not of the selected stack.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import type { Dump } from "../../../dump/format.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";
import { promptOn } from "./prompt_on.ts";

/** An error that was thrown twice, with a cause; each stack has a variable `found` of its own. */
function thrownTwice(): Dump {
  const dump = new DumpBuilder();
  const frame = (functionName: string, line: number, found: string) =>
    dump.frame({
      functionName,
      scopes: [dump.scope("local", { found })],
      position: { url: "file:///srv/shop/some/where/deep/down/orders.ts", line, column: 7 },
    });
  const value = dump.object({});
  const frames = [frame("parse", 1, "needle one")];
  dump.exception({ value, frames, throws: [{ time: 0, frames: [frame("again", 2, "needle two")] }], cause: 1 });
  dump.exception({ value, frames: [frame("below", 3, "needle three")] });
  return dump.build();
}

test("find names the throw and the cause of a frame that is not of the selected stack", async () => {
  const { text, data } = promptOn(thrownTwice());
  assert.equal(
    await text("find /needle/"),
    `found                 = "needle one"\nthrow 1 frame 1 found = "needle two"\ncause 1 frame 1 found = "needle three"`,
  );
  const { matches } = await data("find /needle/") as { matches: Record<string, unknown>[] };
  assert.deepEqual(matches.map(({ frame, throw: later, exception }) => [frame, later, exception]), [
    [1, undefined, undefined],
    [1, 1, undefined],
    [1, undefined, 1],
  ]);
  await text("throws 1");
  assert.match(await text("find /needle one/"), /^throw 0 frame 1 found = /);
});

test("find names the cause of what is not of the selected one, so that it can be typed", async () => {
  const dump = new DumpBuilder();
  dump.exception({ value: dump.object({ code: "needle one" }), cause: 1 });
  dump.exception({ value: dump.object({ code: "needle two" }) });
  const { text, data } = promptOn(dump.build());
  assert.equal(
    await text("find /needle/"),
    `$exception.code         = "needle one"\ncause 1 $exception.code = "needle two"`,
  );
  assert.equal(await text("cause 1") === "", false);
  assert.equal(await text("p $exception.code"), `$1 = "needle two"`);
  assert.equal(
    await text("find /needle/"),
    `cause 0 $exception.code = "needle one"\n$exception.code         = "needle two"`,
  );
  const { matches } = await data("find /needle/") as { matches: Record<string, unknown>[] };
  assert.deepEqual(matches.map(({ frame, exception }) => [frame, exception]), [[null, 0], [null, undefined]]);
});

test("throws shows where each throw was, on one line", async () => {
  const { text } = promptOn(thrownTwice());
  for (const line of (await text("throws")).split("\n")) assert.match(line, /orders\.ts:\d:7$/);
});

test("throws says that an error was thrown once", async () => {
  const { runner, error } = promptOn(thrownTwice());
  await runner.run("cause 1");
  assert.equal(await error("throws 1"), "it was thrown once: type throws 0 for the frames of that");
});

test("locals calls the top of a module by its path from the folder of the program", async () => {
  const dump = new DumpBuilder();
  const frame = dump.frame({ scopes: [dump.scope("block", { Order: 1 }, "/app/src/order.ts")] });
  dump.exception({ value: dump.object({}), frames: [frame] });
  assert.equal(await promptOn(dump.build()).text("locals"), "block of src/order.ts\n  Order = 1");
});

test("source says of code that was not found in its source which file it ran in", async () => {
  const dump = new DumpBuilder();
  const generated = { url: "file:///app/src/order.ts", line: 66, column: 14 };
  const run = dump.function({ name: "run", text: "function run() {}", generated });
  const other = dump.function({ name: "other", text: "() => 1" });
  const frame = dump.frame({ scopes: [dump.scope("local", { run, other })] });
  dump.exception({ value: dump.object({}), frames: [frame] });
  const { text } = promptOn(dump.build());
  assert.match(await text("source run"), /^run {2}src\/order\.ts, as it ran\n/);
  assert.match(await text("source other"), /^other {2}as it ran\n/);
  await text("const mine = () => 2");
  assert.match(await text("source mine"), /^mine {2}typed at the prompt\n/);
});
