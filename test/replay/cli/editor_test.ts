import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { openEditor, placeArguments } from "../../../replay/cli/editor.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "keeptrace-editor-"));

test("placeArguments() tells each editor the place in its way", () => {
  assert.deepEqual(placeArguments("vim", "/a.ts", 3, 7), ["+3", "/a.ts"]);
  assert.deepEqual(placeArguments("code", "/a.ts", 3, 7), ["--goto", "/a.ts:3:7"]);
  assert.deepEqual(placeArguments("hx", "/a.ts", 3, 7), ["/a.ts:3:7"]);
  assert.deepEqual(placeArguments("webstorm", "/a.ts", 3, 7), ["--line", "3", "/a.ts"]);
});

test("openEditor() starts $VISUAL before $EDITOR, with its flags, and waits", async () => {
  const editor = join(FOLDER, "editor.sh");
  const file = join(FOLDER, "a.ts");
  writeFileSync(file, "");
  writeFileSync(editor, `#!/bin/sh\necho "$@" > ${join(FOLDER, "said")}\n`);
  chmodSync(editor, 0o755);
  await openEditor({ VISUAL: `${editor} --wait`, EDITOR: "false" }, file, 3, 7);
  assert.equal(readFileSync(join(FOLDER, "said"), "utf8"), `--wait +3 ${file}\n`);
});

test("openEditor() says what is missing", async () => {
  await assert.rejects(openEditor({}, "/a.ts", 1, 1), /no editor is set: set EDITOR/);
  await assert.rejects(openEditor({ EDITOR: "vi" }, join(FOLDER, "nope.ts"), 1, 1), /there is no file .*nope\.ts here/);
  const file = join(FOLDER, "b.ts");
  writeFileSync(file, "");
  await assert.rejects(openEditor({ EDITOR: "keeptrace-no-such-editor" }, file, 1, 1), /does not start: set EDITOR/);
});
