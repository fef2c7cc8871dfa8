import test from "node:test";
import assert from "node:assert/strict";
import { moduleFacts } from "../../tools/rules/module_facts.ts";

test("moduleFacts() finds static, dynamic and type imports, and re-exports", () => {
  const text = `import type { A } from "./a.ts";
import { b, type B } from "./b.ts";
import "./c.ts";
export * from "./d.ts";
export { e } from "./e.ts";
export type {
  F,
} from "./f.ts";
const g = await import("./g.ts");
// import "./comment.ts";
/** \`import "./doc.ts"\` */
const text = "import './string.ts'";
`;
  const { imports } = moduleFacts(text);
  assert.deepEqual(
    imports.map(({ name, line, type }) => `${line} ${name}${type ? " type" : ""}`).sort(),
    ["1 ./a.ts type", "2 ./b.ts", "3 ./c.ts", "4 ./d.ts", "5 ./e.ts", "6 ./f.ts type", "9 ./g.ts"],
  );
});

test("moduleFacts() finds what can change at module level", () => {
  const text = `let a = 1;
export let b: number;
var c;
const map = new Map<string, number>();
const list: string[] = [];
export const record = {};
const fine: readonly string[] = [];
const alsoFine: ReadonlyMap<string, number> = new Map();
const filled = new Set(["x"]);
const weak = new WeakMap();
function f() {
  let local = 1;
  return local;
}
`;
  assert.deepEqual(moduleFacts(text).mutable, [
    { name: "a", line: 1 },
    { name: "b", line: 2 },
    { name: "c", line: 3 },
    { name: "map", line: 4 },
    { name: "list", line: 5 },
    { name: "record", line: 6 },
  ]);
});

test("moduleFacts() finds uses of one runtime's globals, and not the words", () => {
  const text = `if ("Deno" in globalThis) Deno.exit(0);
const b = globalThis.Bun;
const c = process.versions.bun;
const names = { Deno: "Deno", Bun: 1 };
console.log(names.Deno, "Bun");
`;
  const found = moduleFacts(text).runtimes.map(({ name, line }) => `${line} ${name}`).sort();
  assert.deepEqual(found, ["1 Deno", "1 Deno", "2 Bun", "3 bun"]);
});
