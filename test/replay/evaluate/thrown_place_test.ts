import assert from "node:assert/strict";
import test from "node:test";
import { evaluate } from "../../../replay/evaluate/evaluate.ts";
import { environmentOf } from "./frame_environment.ts";

/** The text up to where something was thrown; undefined when no place is told. */
async function upToPlace(text: string, environment = environmentOf()): Promise<string | undefined> {
  const result = await evaluate(text, environment);
  assert(!result.ok && result.kind === "thrown", text);
  if (result.position === undefined) return undefined;
  const { line, column } = result.position;
  const lines = text.split("\n");
  return [...lines.slice(0, line - 1), lines[line - 1]!.slice(0, column - 1)].join("\n");
}

test("evaluate() says where in the text an error came from, the same on every engine", async () => {
  const places: Record<string, string | undefined> = {
    "let a = {}; a.b.c": "let a = {}; a.b.",
    "let a = {}; 1 + a.b.c.d * 2": "let a = {}; 1 + a.b.",
    "let a = {}; a.nope()": "let a = {}; a.",
    "let a = {}; a?.b.c": "let a = {}; a?.b.",
    "let a = []; a[3].x": "let a = []; a[3].",
    "let a = {}; new a.Foo()": "let a = {}; new a.",
    "let k = 5; 1 + k()": "let k = 5; 1 + ",
    "let t = {}; `${t.x.y}`": "let t = {}; `${t.x.",
    "[1, 2].map((n) => n.y.z)": "[1, 2].map((n) => n.y.",
    "const f = (n: number) => n.foo.bar; f(1)": "const f = (n: number) => n.foo.",
    "({ a: 1 } as any).b.c": "({ a: 1 } as any).b.",
    "let a = {};\n  a.b\n    .c": "let a = {};\n  a.b\n    .",
    'JSON.parse("{")': "JSON.",
    "1 + nope.x": "1 + ",
    "`${nope}`": "`${",
    "let f = {}; f.nope + new nope()": "let f = {}; f.nope + new ",
    "({ nope: 1 })[nope]": "({ nope: 1 })[",
    "const z = 1; z = 2": "const z = 1; ",
    "let n = null; n.x = 5": "let n = null; n.",
    "[1n + 1]": "[",
    "[...5]": "[",
    "throw 5": undefined,
    "throw Object.freeze({ stack: 'at prompt-1:1:1' })": undefined,
  };
  for (const [text, place] of Object.entries(places)) assert.equal(await upToPlace(text), place, text);
});

test("evaluate() points at the call of a function that was typed before, not into its text", async () => {
  const environment = environmentOf();
  assert((await evaluate("function fails(n: number) { return n.foo.bar }", environment)).ok);
  assert.equal(await upToPlace("let total = 1 + fails(2)", environment), "let total = 1 + ");
});
