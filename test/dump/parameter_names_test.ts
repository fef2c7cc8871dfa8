import assert from "node:assert/strict";
import test from "node:test";
import { declaredNames, parameterNames } from "../../dump/parameter_names.ts";

const CASES: readonly (readonly [text: string, names: readonly string[] | undefined])[] = [
  ["()", []],
  ["(a, b)", ["a", "b"]],
  ["(a = [1, 2], b = f(x, y), c)", ["a", "b", "c"]],
  ["(a, { b, c: [d] = [], ...e }, ...f)", ["a", "b", "d", "e", "f"]],
  ["({ 'x-y': z, [key(1, 2)]: w, 3: v } = {})", ["z", "w", "v"]],
  ["([a, , b = 2, [c]])", ["a", "b", "c"]],
  ["(a = ')', b = `,${(x, { y: ')' })},`, c)", ["a", "b", "c"]],
  ["(a /* , b */, // c\n d)", ["a", "d"]],
  ["x => x + 1", ["x"]],
  ["async x => x", ["x"]],
  ["async (x, y) => x", ["x", "y"]],
  ["(order: Order<A, B>, { id }: { id: string; n: number } = {}, cb: (a: string) => void, last?: T)", [
    "order",
    "id",
    "cb",
    "last",
  ]],
  ["(this: Window, private readonly repo: Repo, public x = 1)", ["repo", "x"]],
  ["(größe, $a, _b)", ["größe", "$a", "_b"]],
  [String.raw`(gr\u{f6}\u{df}e, { \u9867\u5ba2: [k] })`, ["größe", "k"]],
  [String.raw`(a = "\u{22}, b", \u{20bb7})`, ["a", "𠮷"]],
  ["class {}", undefined],
  ["x + 1", undefined],
  ["(a, b", undefined],
  ["", undefined],
];

for (const [text, names] of CASES) {
  test(`parameterNames() reads ${JSON.stringify(text)}`, () => assert.deepEqual(parameterNames(text, 0), names));
}

test("parameterNames() begins at the offset", () => {
  const text = "function total(items, tax) {}";
  assert.deepEqual(parameterNames(text, text.indexOf("(")), ["items", "tax"]);
});

test("declaredNames() lists what a module's top level declares", () => {
  const text = `import { x } from "y";
const a = { k: 1, l: [2] }, b = f(1, 2);
var { c, d: [e] } = a;
export let g;
async function h(i) {
  const inner = 1;
}
export default class J {
}
function* k() {}
`;
  assert.deepEqual(declaredNames(text), ["a", "b", "c", "e", "g", "h", "J", "k"]);
  assert.deepEqual(declaredNames(String.raw`const \u{9867}\u{5ba2} = "\u{f6}";`), ["顧客"]);
});
