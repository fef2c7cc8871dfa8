import assert from "node:assert/strict";
import test from "node:test";
import { Arguments } from "../../../replay/repl/arguments.ts";

const args = (text: string) => new Arguments("up", text, "up [n]");

test("Arguments.number() reads a whole number, or its fallback", () => {
  assert.equal(args("3").number(1), 3);
  assert.equal(args("").number(1, 7), 7);
  assert.throws(() => args("").number(1), /^CommandError: up: a number is missing: type up \[n\]$/);
  assert.throws(() => args("0").number(1), /up: 0 is below 1: type/);
  assert.throws(() => args("x").number(1), /up: "x" is no whole number: type/);
  assert.throws(() => args("1.5").number(1), /no whole number/);
  assert.throws(() => args("99999999999999999999").number(1), /no whole number/);
  assert.throws(() => args("1 2").number(1), /one number is enough, found "1 2"/);
});

test("Arguments.shift() splits at the first white space", () => {
  assert.deepEqual(args("3 p  x y").shift(), ["3", "p  x y"]);
  assert.deepEqual(args("3").shift(), ["3", ""]);
});

test("Arguments.none() and required() complain in one line", () => {
  assert.doesNotThrow(() => args("").none());
  assert.throws(() => args("x").none(), /up: takes nothing, found "x": type up \[n\]/);
  assert.equal(args(" x ").required("a name"), "x");
  assert.throws(() => args("").required("a name"), /up: a name is missing: type/);
});

test("Arguments.pattern() reads /regex/flags, or text as it stands", () => {
  assert.equal(args("").pattern(), undefined);
  assert.deepEqual(args("/^a.c$/i").pattern(), /^a.c$/i);
  assert.deepEqual(args("/a/gy").pattern(), /a/);
  assert.equal(args("a.c").pattern()?.test("xA.Cx"), true);
  assert.equal(args("a.c").pattern()?.test("abc"), false);
  assert.throws(() => args("/(/").pattern(), /^CommandError: up: /);
});
