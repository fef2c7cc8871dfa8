import assert from "node:assert/strict";
import test from "node:test";
import { writeDump } from "../../../dump/write.ts";
import { openDump } from "../../../replay/mod.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";

/** What calling a function says whose code ran at line 66, from a file. */
async function refusal(url: string, build: (dump: DumpBuilder) => void = () => {}): Promise<string> {
  const dump = new DumpBuilder();
  build(dump);
  const run = dump.function({ name: "run", text: "function run() {}", generated: { url, line: 66, column: 14 } });
  dump.exception({ value: null, frames: [dump.frame({ scopes: [dump.scope("local", { run })] })] });
  const result = await openDump(writeDump(dump.build())).frames[0]!.evaluate("run()");
  assert.equal(result.ok, false);
  return String((result as { error: unknown }).error);
}

test("a function whose place in its source was not found is not shown at a place of what ran", async () => {
  assert.doesNotMatch(await refusal("file:///app/order.ts"), /66/);
  assert.doesNotMatch(await refusal("file:///app/View.jsx"), /66/);
  const withSource = (dump: DumpBuilder) => void dump.source("file:///app/order.js", "const run = () => {};\n");
  assert.doesNotMatch(await refusal("file:///app/order.js", withSource), /66/);
});

test("a function of JavaScript whose source is not in the dump is shown at the place that ran", async () => {
  assert.match(await refusal("file:///app/order.js"), /order\.js:66:14/);
  const withoutText = (dump: DumpBuilder) => void dump.missingSource("file:///app/order.js", "longer than the limit");
  assert.match(await refusal("file:///app/order.js", withoutText), /order\.js:66:14/);
});
