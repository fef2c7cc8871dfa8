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
