import assert from "node:assert/strict";
import test from "node:test";
import { makeFunction } from "../../../replay/live/make_function.ts";
import { type Home, NOTHING_AROUND } from "../../../replay/live/surroundings.ts";
import { linkerOn, type Loose, moduleOf } from "./modules_in_memory.ts";

/** The function of that name in a text. */
async function functionIn(text: string, name: string): Promise<Loose> {
  const module = moduleOf(await linkerOn({ "a.ts": text }), "a.ts");
  const unit = module.outline.units.find((one) => one.name === name)!;
  return makeFunction(unit, name, module, NOTHING_AROUND);
}

test("arguments is what the call has", async () => {
  const last = await functionIn("function last() { return (() => arguments[arguments.length - 1])(); }", "last");
  assert.equal(last(1, 2, 3), 3);
  const named = await functionIn(
    "const named = (arguments_) => { const of = { arguments: arguments_ }; return of.arguments; };",
    "named",
  );
  assert.equal(named(4), 4);
});

test("a variable that old code calls undefined is that", async () => {
  const text = "function outer() { var undefined; return function isSet(value) { return value !== undefined; }; }";
  const isSet = await functionIn(text, "isSet");
  assert.deepEqual([isSet(1), isSet(void 0)], [true, false]);
});

test("an arrow function that uses arguments, super or new.target of the function around is not made", async () => {
  const text =
    `function outer() { const inner = () => arguments.length; const target = () => new.target; return [inner, target]; }`;
  await assert.rejects(functionIn(text, "inner"), {
    name: "UnavailableError",
    message: "Cannot make inner at line 1 live: it uses arguments of the function around",
  });
  await assert.rejects(functionIn(text, "target"), { message: /it uses new\.target of the function around/ });
});

test("a recorded piece has what compilers add to its module", async () => {
  const module = moduleOf(await linkerOn({ "a.js": `const made = () => __name(() => absent, "renamed");` }), "a.js");
  const { tree, outline, gaps, helpers } = module;
  const home: Home = {
    tree,
    outline,
    gaps,
    helpers,
    isPiece: true,
    cell: (name) => module.cell(name),
    isWrapperName: () => false,
    insideOf: () => undefined,
  };
  const made: Loose = makeFunction(outline.units[0]!, "made", home, NOTHING_AROUND);
  assert.equal(made().name, "renamed");
  assert.throws(made(), { message: "Cannot read absent: it is not in the dump" });
});
