/**
 * Comparing syntax trees.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { loadParsers } from "../../../replay/live/parse_source.ts";
import { isSameTree } from "../../../replay/live/same_tree.ts";

const { parseFunction } = await loadParsers();

function isSame(left: string, right: string): boolean {
  return isSameTree(parseFunction(left)!, parseFunction(right)!);
}

test("functions that are written differently and mean the same are the same", () => {
  assert.ok(isSame("(a) => ({ a: a, b: 'x' })", '(a)=>({a, b: "x"})'));
  assert.ok(!isSame("(a) => a + 1", "(a) => a + 2"));
  assert.ok(isSame("(a) => a === undefined", "(a) => a === void 0"));
  assert.ok(!isSame("(a) => a === undefined", "(a) => a === void a"));
  assert.ok(!isSame("(a) => a === undefined", "(a) => a === 0"));
});

test("a function is the same as itself with asterisks in the place of secrets", () => {
  assert.ok(isSame('() => pay("sk_x_0123")', '() => pay("*********")'));
  assert.ok(isSame("() => `a:0123@b${c}`", "() => `a:****@b${c}`"));
  assert.ok(!isSame('() => pay("sk_x_0123")', '() => pay("****")'));
  assert.ok(!isSame('() => pay("abc*")', '() => pay("abcd")'));
});
