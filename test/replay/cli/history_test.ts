import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { History, historyPath } from "../../../replay/cli/history.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "keeptrace-history-"));

test("History keeps lines across sessions, newest first, each once", () => {
  const path = join(FOLDER, "a", "history");
  const first = new History(path);
  for (const line of ["up", "where", "where", "up", "  "]) first.add(line);
  assert.deepEqual(first.entries, ["up", "where"]);
  assert.deepEqual(new History(path).entries, ["up", "where"]);
  assert.equal(statSync(path).mode & 0o777, 0o600);
});

test("History writes a file that has grown long anew", () => {
  const path = join(FOLDER, "long");
  writeFileSync(path, Array.from({ length: 2001 }, (_, index) => `p ${index}\n`).join(""));
  assert.equal(new History(path).entries.length, 1000);
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  assert.deepEqual([lines.length, lines[0], lines.at(-1)], [1000, "p 1001", "p 2000"]);
  assert.equal(statSync(path).mode & 0o777, 0o600);
});

test("History without a file, or with one that cannot be written, lasts as long as the session", () => {
  for (const history of [new History(), new History(join(FOLDER, "long", "no", "history"))]) {
    history.add("up");
    assert.deepEqual(history.entries, ["up"]);
  }
});

test("historyPath() follows the rules for state directories", () => {
  assert.equal(historyPath({}, "/home/ann"), join("/home/ann", ".local", "state", "keeptrace", "history"));
  assert.equal(historyPath({ XDG_STATE_HOME: "/state" }, "/home/ann"), join("/state", "keeptrace", "history"));
  assert.equal(historyPath({ XDG_STATE_HOME: "" }, "/h"), join("/h", ".local", "state", "keeptrace", "history"));
});
