import assert from "node:assert/strict";
import test from "node:test";
import { NodeKind } from "../../../dump/format.ts";
import { whyOf } from "../../../replay/repl/why.ts";
import { openDump } from "../../../replay/mod.ts";
import { writeDump } from "../../../dump/write.ts";
import { sampleDump } from "../../helpers/build_dump.ts";
import { omitted } from "../../helpers/dump_builder.ts";
import { openValue } from "../rehydrate/open_values.ts";

test("whyOf() says what is missing inside of a value that no property shows", () => {
  const session = openDump(writeDump(sampleDump()));
  const hidden = omitted({ reason: "unsupported", type: "internals", detail: "the engine does not tell" });
  const iterator = openValue((dump) =>
    dump.node(NodeKind.generator, { prototype: dump.builtinClass("%ArrayIterator%"), payload: [hidden] })
  );
  assert.deepEqual(whyOf(iterator, "rows", session), {
    data: { expression: "rows", reason: "unsupported", type: "internals", detail: "the engine does not tell" },
    sentence:
      "what is inside of rows (internals) is something that the runtime does not show: the engine does not tell",
  });
  const closed = openValue((dump) =>
    dump.function({ name: "f", kind: "arrow", length: 0, text: "() => x" }, [
      omitted({ reason: "no-inspector", type: "closure" }),
    ])
  );
  assert.equal(
    whyOf(closed, "f", session).sentence,
    "what is inside of f (closure) is seen only by the inspector, which was not armed; " +
      "init(), called before the error was thrown, would have kept it",
  );
  assert.equal(whyOf([1], "list", session).sentence, "list is all there");
});

test("whyOf() names an option with which all of it would have been kept", () => {
  const dump = sampleDump();
  const limits = { ...dump.header.limits, maxItems: 5, maxBufferBytes: 8 };
  const session = openDump(writeDump({ ...dump, header: { ...dump.header, limits } }));
  const option = (value: unknown) => whyOf(value, "it", session).data.option;
  const list = openValue((dump) =>
    dump.node(NodeKind.array, {
      prototype: dump.builtinClass("Array"),
      payload: [1, omitted({ reason: "count", size: 45 })],
    })
  );
  assert.equal(option(list), "init({ maxItems: 50 })");
  const view = openValue((dump) => {
    const rest = omitted({ reason: "length", size: 32 });
    const bytes = dump.node(NodeKind.buffer, { payload: [new Uint8Array(8), false, undefined, rest] });
    return dump.node(NodeKind.view, {
      prototype: dump.builtinClass("Float64Array"),
      payload: ["Float64Array", bytes, 0, 5],
    });
  });
  assert.equal(option(view), "init({ maxBufferBytes: 40 })");
  assert.equal(option(openValue(() => omitted({ reason: "length", type: "bigint" }))), undefined);
});
