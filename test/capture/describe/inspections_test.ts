import assert from "node:assert/strict";
import test from "node:test";
import { Budget } from "../../../capture/describe/budget.ts";
import { Inspections } from "../../../capture/describe/inspections.ts";
import { DEFAULT_LIMITS } from "../../../capture/options.ts";
import type { Inspection } from "../../../capture/snapshot/site.ts";
import type { Wire } from "../../../dump/format.ts";

/** Asks about these values in turns, and returns the questions that came through and the answers. */
function askInTurns(
  turns: readonly (readonly object[])[],
  inspect: (values: readonly object[]) => readonly (Inspection | undefined)[] | undefined,
) {
  const questions: (readonly object[])[] = [];
  const answers: { inspection: Inspection | undefined; why: Wire }[] = [];
  const inspections = new Inspections(
    (values) => {
      questions.push([...values]);
      return inspect(values);
    },
    new Budget(DEFAULT_LIMITS),
    DEFAULT_LIMITS.maxTimeMs,
  );
  for (const values of turns) {
    for (const value of values) inspections.ask(value, (inspection, why) => answers.push({ inspection, why }), true);
    inspections.run();
  }
  return { questions, answers };
}

test("Inspections asks about a value once, whoever wants to know and when", () => {
  const [a, b, c] = [() => 1, () => 2, () => 3];
  const said = new Map<object, Inspection>([[a, { scopes: [] }], [c, { privates: [["#x", 1]] }]]);
  const { questions, answers } = askInTurns(
    [[a, b, a], [b], [a, c]],
    (values) => values.map((value) => said.get(value)),
  );
  assert.deepEqual(questions, [[a, b], [c]]);
  assert.deepEqual(answers.map(({ inspection }) => inspection), [a, b, a, b, a, c].map((value) => said.get(value)));
  const unsupported = [5, "unsupported", "internals"];
  assert.deepEqual(
    answers.map(({ why }) => why),
    [a, b, a, b, a, c].map((value) => said.has(value) ? undefined : unsupported),
  );
});

test("Inspections does not ask an inspector again that did not answer, and says so of every value", () => {
  const [a, b] = [() => 1, () => 2];
  const { questions, answers } = askInTurns([[a, a], [a, b]], () => undefined);
  assert.deepEqual(questions, [[a]]);
  assert.deepEqual(answers, Array(4).fill({ inspection: undefined, why: [5, "no-inspector", "internals"] }));
});

test("Inspections asks about the program's values for longer than about others", () => {
  const values = [{}, {}, {}, {}];
  const asked: object[] = [];
  const reasons: Wire[] = [];
  const inspections = new Inspections(
    (some) => {
      asked.push(...some);
      const end = performance.now() + 300;
      while (performance.now() < end);
      return some.map(() => ({}));
    },
    new Budget({ ...DEFAULT_LIMITS, maxTimeMs: 10_000 }),
    1000,
  );
  for (const [at, own] of [true, false, true, true].entries()) {
    inspections.ask(values[at]!, (_, why) => reasons.push(why), own);
    inspections.run();
  }
  assert.deepEqual(asked, [values[0], values[2]]);
  const time = [5, "time", "internals"];
  assert.deepEqual(reasons, [undefined, time, undefined, time]);
});
