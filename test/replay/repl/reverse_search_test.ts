import assert from "node:assert/strict";
import test from "node:test";
import { ReverseSearch } from "../../../replay/repl/reverse_search.ts";

const HISTORY = ["locals user", "where", "up 2", "where -a", "p user.name"];
const R = { name: "r", ctrl: true };

function searching(text: string, line = "typed") {
  const search = new ReverseSearch(() => HISTORY);
  let step = search.key("", R, line);
  for (const character of text) step = search.key(character, { name: character }, step.line);
  return { search, step };
}

test("ReverseSearch finds the newest line with what is typed", () => {
  const { step, search } = searching("whe");
  assert.equal(step.line, "where");
  assert.equal(step.cursor, 0);
  assert.match(step.prompt ?? "", /"whe"/);
  assert.equal(search.active, true);
});

test("ReverseSearch goes to older lines with Ctrl-R and back with Ctrl-S", () => {
  const { search } = searching("whe");
  assert.equal(search.key("", R, "").line, "where -a");
  assert.equal(search.key("", { name: "s", ctrl: true }, "").line, "where");
});

test("ReverseSearch stays on the last match when there is none, and says so", () => {
  const { search } = searching("user");
  search.key("", R, "");
  const step = search.key("", R, "");
  assert.equal(step.line, "p user.name");
  assert.match(step.prompt ?? "", /nothing more/);
});

test("ReverseSearch takes characters back", () => {
  const { search } = searching("wherex");
  assert.equal(search.key("", { name: "backspace" }, "").line, "where");
});

test("ReverseSearch gives the line back at Escape, Ctrl-G and Ctrl-C", () => {
  for (const key of [{ name: "escape" }, { name: "g", ctrl: true }, { name: "c", ctrl: true }]) {
    const { search } = searching("whe");
    assert.deepEqual(search.key("", key, ""), { line: "typed", cursor: 5, pass: false });
    assert.equal(search.active, false);
  }
});

test("ReverseSearch ends at any other key, which the editor gets as well", () => {
  const { search } = searching("up");
  assert.deepEqual(search.key("\r", { name: "return" }, ""), { line: "up 2", cursor: 4, pass: true });
  assert.equal(search.active, false);
});

test("ReverseSearch of an empty history leaves the line", () => {
  const search = new ReverseSearch(() => []);
  assert.equal(search.key("", R, "abc").line, "abc");
  assert.equal(search.key("x", { name: "x" }, "abc").line, "");
  assert.equal(search.key("\r", { name: "return" }, "").line, "abc");
});
