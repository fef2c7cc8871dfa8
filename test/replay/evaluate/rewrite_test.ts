/**
 * Rewritten code against the engine's own `eval`, on programs made at random.
 *
 * @module
 */
import assert from "node:assert/strict";
import vm from "node:vm";
import fc from "fast-check";
import test from "node:test";
import { evaluate } from "../../../replay/evaluate/evaluate.ts";
import { Overlay } from "../../../replay/evaluate/overlay.ts";
import { environmentOf } from "./frame_environment.ts";

const NAMES = "g h null undefined this typeof-g typeof-zzz 1 's' [1,2] `t` /r/.source".split(" ")
  .map((name) => name.replace("-", " "));

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inside = tie("expression");
  return {
    expression: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(...NAMES, "({a: 1, b() { return 3 }})"),
      inside.map((a) => `(${a})`),
      fc.tuple(inside, fc.constantFrom("+", ",", "||", "&&", "??", "==="), inside).map(([a, operator, b]) =>
        `((${a}) ${operator} (${b}))`
      ),
      inside.map((a) => `f(${a})`),
      inside.map((a) => `f?.(${a})`),
      inside.map((a) => `f\`x\${${a}}\``),
      inside.map((a) => `(() => (${a}))()`),
      inside.map((a) => `(() => [${a}])()`),
      inside.map((a) => `(() => ({a: ${a}}))()`),
      inside.map((a) => `(function (x) { "use strict"; return [x, ${a}] })(2)`),
      inside.map((a) => `((x = ${a}, ...r) => { return x })()`),
      inside.map((a) => `new (class { #p = ${a}; static q = 1; get v() { return this.#p } })().v`),
      inside.map((a) => `[...(function* () { yield ${a} })()]`),
      inside.map((a) => `(g = ${a})`),
      inside.map((a) => `(${a})?.a?.b`),
    ),
  };
});

const { statement } = fc.letrec<{ statement: string }>((tie) => {
  const inside = tie("statement");
  return {
    statement: fc.oneof(
      { maxDepth: 3 },
      expression.map((a) => `;(${a})`),
      expression.map((a) => `(${a});`),
      expression.map((a) => `var v = ${a};`),
      expression.map((a) => `var [w = 1, v] = [${a}, 2];`),
      fc.constantFrom(";", "{}", "var u;"),
      fc.tuple(expression, inside, inside).map(([test, a, b]) => `if (${test}) { ${a}\n } else { ${b}\n }`),
      fc.tuple(expression, inside).map(([test, a]) => `if (${test}) { ${a}\n }`),
      inside.map((a) => `for (var i = 0; i < 2; i++) { ${a}\n }`),
      expression.map((a) => `for (var i = 0; i < 2; i++) (${a});`),
      expression.map((a) => `for (const k of [1, 2]) (${a});`),
      expression.map((a) => `for (var k in {a: 1}) k, (${a});`),
      inside.map((a) => `do { ${a}\n } while (false)`),
      inside.map((a) => `try { ${a}\n } catch (e) { 'caught' } finally { 'f' }`),
      inside.map((a) => `switch (1) { case 1: ${a}\n break; default: 2 }`),
      inside.map((a) => `{ let b = 1; ${a}\n b }`),
    ),
  };
});

function f(this: unknown, ...values: unknown[]): unknown {
  return [this === undefined, values.length];
}

/** A value as text; functions are alike. */
function textOf(value: unknown): string {
  const text = JSON.stringify({ value }, (_key, part: unknown) => {
    return typeof part === "function" || part === undefined ? String(typeof part) : part;
  });
  return text;
}

function evalOf(text: string): string {
  const source = `(function (f, g, h) { "use strict"; return eval(${JSON.stringify(text)}); })`;
  try {
    const run = vm.runInThisContext(source) as (...values: unknown[]) => unknown;
    return textOf(run.call("receiver", f, 5, { a: { b: 7 } }));
  } catch (error) {
    return (error as Error).name;
  }
}

test("rewrite() keeps what a program means and gives", async () => {
  const overlay = new Overlay();
  const program = fc.array(statement, { minLength: 1, maxLength: 4 }).map((statements) => `;${statements.join("\n")}`);
  await fc.assert(
    fc.asyncProperty(program, async (text) => {
      overlay.reset();
      const environment = environmentOf({ f, g: 5, h: { a: { b: 7 } } }, { receiver: { value: "receiver" }, overlay });
      const result = await evaluate(text, environment);
      const given = result.ok ? textOf(result.value) : (result.error as Error).name;
      assert.equal(given, evalOf(text), text);
    }),
    { numRuns: 500, seed: 11 },
  );
});
