import assert from "node:assert/strict";
import test from "node:test";
import { BuiltinPaths } from "../../../capture/describe/builtin_paths.ts";

test("BuiltinPaths tells built-in values by their paths", () => {
  const paths = new BuiltinPaths();
  assert.equal(paths.get(Array.prototype.map), "Array.prototype.map");
  assert.equal(paths.get(Math), "Math");
  assert.equal(paths.get(globalThis), "globalThis");
  assert.equal(paths.get(Object.getPrototypeOf(new Map().values())), "%MapIterator%.prototype");
  for (const own of [() => 1, {}, "Math", 1, null, undefined]) assert.equal(paths.get(own), undefined);
});

test("BuiltinPaths knows the built-in values that it was made with, whatever a program puts in their place", () => {
  const { trim } = String.prototype;
  const own = () => "mine";
  const paths = new BuiltinPaths();
  try {
    String.prototype.trim = own;
    assert.equal(paths.get(trim), "String.prototype.trim");
    assert.equal(paths.get(own), undefined);
    assert.equal(new BuiltinPaths().get(own), undefined);
  } finally {
    String.prototype.trim = trim;
  }
});

test("BuiltinPaths.addModules() names modules and their functions, once", () => {
  const paths = new BuiltinPaths();
  const run = () => {};
  const module = new Proxy({}, { ownKeys: () => assert.fail("a trap ran") });
  paths.addModules([["node:a", { run }], ["node:b", module]]);
  assert.equal(paths.get(run), "node:a.run");
  assert.equal(paths.get(module), undefined);
});
