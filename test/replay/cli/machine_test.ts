import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { thisMachine } from "../../../replay/cli/machine.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "keeptrace-machine-"));
const machine = thisMachine();

test("hash() is the SHA-256 of a regular file, and of nothing else", async () => {
  const path = join(FOLDER, "a.ts");
  writeFileSync(path, "text");
  assert.equal(await machine.hash(path), createHash("sha256").update("text").digest("hex"));
  for (const other of [FOLDER, join(FOLDER, "nope"), "/dev/null", "/dev/zero"]) {
    assert.equal(await machine.hash(other), undefined, other);
  }
});

test("writeText() makes a file for its owner only, and never overwrites one", () => {
  const path = join(FOLDER, "t.txt");
  machine.writeText(path, "a");
  machine.appendText(path, "b");
  assert.equal(readFileSync(path, "utf8"), "ab");
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.throws(
    () => machine.writeText(path, "c"),
    /^CommandError: .*t\.txt: there is such a file already: type another path$/,
  );
  assert.equal(machine.readText(path), "ab");
});

test("files that cannot be used are complaints of one line", () => {
  assert.throws(() => machine.readText(join(FOLDER, "nope")), /there is no such file or folder/);
  assert.throws(() => machine.readText(FOLDER), /it is a folder/);
});
