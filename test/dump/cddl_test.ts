import { encode, Tagged } from "cborg";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { writeDump } from "../../dump/write.ts";
import { linkedListDump, sampleDump, smallestDump } from "../helpers/build_dump.ts";
import { decodeStrictly, Schema } from "./cddl.ts";

const FORMAT = readFileSync(new URL("../../docs/format.md", import.meta.url), "utf8");
const CDDL = /```cddl\n(.*?)```/s.exec(FORMAT)![1]!;

type Items = Map<string, unknown>;

test("writeDump() writes what the CDDL of docs/format.md describes, to an unrelated decoder", () => {
  const schema = new Schema(CDDL);
  for (const dump of [sampleDump(), smallestDump(), linkedListDump(3000)]) {
    assert.equal(schema.mismatch("dump", decodeStrictly(writeDump(dump))), undefined);
  }
  const unused = [...schema.rules.keys()].filter((rule) => !schema.matched.has(rule));
  assert.deepEqual(unused, [], "the sample dump has something for every rule");
});

test("the CDDL of docs/format.md does not describe other things", () => {
  const schema = new Schema(CDDL);
  const outer = (): Items => (decodeStrictly(writeDump(sampleDump())) as Tagged).value as Items;
  const tables = (): Items => decodeStrictly((outer().get("tables") as Tagged).value as Uint8Array) as Items;
  const refuses = (change: (items: Items, tables: Items) => void, why: RegExp): void => {
    const items = outer();
    const inner = tables();
    change(items, inner);
    if (items.has("tables")) items.set("tables", new Tagged(24, encode(inner)));
    assert.match(schema.mismatch("dump", new Tagged(55799, items)) ?? "no mismatch", why);
  };
  refuses((items) => items.delete("header"), /dump.header is missing/);
  refuses((items) => items.delete("tables"), /dump.tables is missing/);
  refuses((items) => items.set("keeptrace", [1]), /dump.keeptrace\[1\] is missing/);
  refuses((items) => items.set("keeptrace", [1, 0, 0]), /one item too many/);
  refuses((items) => items.set("check", [-1]), /dump.check\[0\] is out of range/);
  refuses((items) => items.set("heap", [new Tagged(24, encode([0, [["shape"]]]))]), /dump.heap/);
  refuses((items) => items.set("shapes", encode([])), /has not tag 24/);
  refuses((_, inner) => inner.delete("frames"), /dump.tables.frames is missing/);
  refuses((_, inner) => (inner.get("frames") as Items[])[0]!.set("async", 1), /frames\[0\].async is not bool/);
  refuses((_, inner) => (inner.get("scopes") as Items[])[0]!.set("values", [[9, 9]]), /scopes\[0\].values/);
  refuses((items) => (items.get("header") as Items).set("trigger", "other"), /header.trigger/);
});

test("writeDump() puts the version and the header before everything else", () => {
  const outer = (decodeStrictly(writeDump(sampleDump())) as Tagged).value as Items;
  assert.deepEqual([...outer.keys()], ["keeptrace", "header", "tables", "shapes", "heap", "check"]);
});
