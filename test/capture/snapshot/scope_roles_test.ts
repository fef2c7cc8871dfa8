import assert from "node:assert/strict";
import test from "node:test";
import { isUndistinguished, type ScopedFrame, scopeRoles } from "../../../capture/snapshot/scope_roles.ts";

/** A frame from its function's name and scopes as `type/name(variables)`. */
function frame(functionName: string, ...scopes: readonly string[]): ScopedFrame {
  const parsed = scopes.map((text) => /^(\w+)\/([^(]*)\((.*)\)$/.exec(text)!);
  return {
    functionName,
    scopes: parsed.map(([, type, name], index) => ({ type: type as "closure", ...(name && { name }), index })),
    names: parsed.map(([, , , names]) => names === "" ? [] : names!.split(",")),
  };
}

test("scopeRoles() leaves V8's scopes as they are", () => {
  const v8 = frame("f", "block/(i)", "local/f(a,b)", "closure/outer(x)", "module/(m)");
  assert.equal(isUndistinguished(v8), false);
  assert.deepEqual(scopeRoles(v8, []), ["block", "local", "closure", "module"]);
  assert.deepEqual(scopeRoles(frame("f", "local/f(a)", "closure/outer(x)"), []), ["local", "closure"]);
  assert.deepEqual(scopeRoles(frame("f"), []), []);
});

test("scopeRoles() tells JavaScriptCore's closures apart by the function's name", () => {
  const jsc = frame("f", "closure/f(i)", "closure/f(arguments,a,b)", "closure/outer(x)", "closure/(m)");
  assert.equal(isUndistinguished(jsc), true);
  assert.deepEqual(scopeRoles(jsc, []), ["block", "local", "closure", "module"]);
});

test("scopeRoles() knows the scope of a function expression's own name", () => {
  const jsc = frame("f", "closure/f(arguments,a)", "local/f(f)", "closure/(m)");
  assert.equal(isUndistinguished(jsc), true);
  assert.deepEqual(scopeRoles(jsc, []), ["local", "closure", "module"]);
});
