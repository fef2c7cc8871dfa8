import test from "node:test";
import assert from "node:assert/strict";
import { replaceSection } from "../../tools/docs/replace_section.ts";

const TEXT = "# Title\n\n<!-- table: generated -->\n\nold\n\n<!-- table: end -->\n\nrest\n";

test("replaceSection() replaces what stands between the marks and nothing else", () => {
  assert.equal(
    replaceSection(TEXT, "table", "new $& text\n"),
    "# Title\n\n<!-- table: generated -->\n\nnew $& text\n\n<!-- table: end -->\n\nrest\n",
  );
});

test("replaceSection() gives the same again when done twice", () => {
  const once = replaceSection(TEXT, "table", "new");
  assert.equal(replaceSection(once, "table", "new"), once);
});

test("replaceSection() refuses a text without the marks, or with two", () => {
  assert.throws(() => replaceSection("# Title\n", "table", "new"), SyntaxError);
  assert.throws(() => replaceSection(TEXT + TEXT, "table", "new"), SyntaxError);
});
