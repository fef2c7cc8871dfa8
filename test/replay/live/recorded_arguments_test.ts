import assert from "node:assert/strict";
import test from "node:test";
import { Outline } from "../../../replay/live/outline.ts";
import { loadParsers } from "../../../replay/live/parse_source.ts";
import { type RecordedArguments, recordedArguments, usesParameter } from "../../../replay/live/recorded_arguments.ts";

async function argumentsOf(text: string, variables: Record<string, unknown>): Promise<RecordedArguments> {
  const { parseSource } = await loadParsers();
  const [unit] = new Outline(parseSource(text, "file:///a.ts")).units;
  return recordedArguments(unit!, (name) => {
    if (!(name in variables)) throw new RangeError(`${name} is not there`);
    return variables[name];
  });
}

test("recordedArguments() makes what the parameters bind: plain, default, pattern, rest", async () => {
  const text = `function f(a: number, b = 1, { c, d: { e = 2 }, ...others }, [g, , h, ...tail], ...rest: string[]) {}`;
  const variables = { a: 1, b: 5, c: 3, e: 4, others: { x: 1 }, g: 6, h: 7, tail: [8, 9], rest: ["r", "s"] };
  const { values, notes } = await argumentsOf(text, variables);
  assert.deepEqual(values, [1, 5, { c: 3, d: { e: 4 }, x: 1 }, [6, undefined, 7, 8, 9], "r", "s"]);
  assert.deepEqual(notes, []);
});

test("recordedArguments() notes parameters that the function assigns", async () => {
  const { notes } = await argumentsOf("function f(a, b, c) { b++; ({ c } = a); a.x = 1; }", { a: 1, b: 2, c: 3 });
  assert.deepEqual(
    notes.map((note) => note.slice(0, 22)),
    ["b was assigned in the c", "c was assigned in the c"].map((n) => n.slice(0, 22)),
  );
});

test("recordedArguments() has no arguments for a variable that is not there", async () => {
  await assert.rejects(argumentsOf("(a) => a", {}), /a is not there/);
});

test("usesParameter() looks for the parameter itself in the body", async () => {
  const { parseSource } = await loadParsers();
  const { tree, units: [unit] } = new Outline(parseSource(
    "function f(a, b, c, d) { const b2 = { b: 1 }.b; g((a) => a); { let d = 1; d++; } return () => ({ c }); }",
    "file:///a.js",
  ));
  assert.deepEqual(["a", "b", "c", "d"].filter((name) => usesParameter(unit!, tree, name)), ["c"]);
});
