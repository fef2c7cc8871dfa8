import assert from "node:assert/strict";
import test from "node:test";
import type { Plan } from "../../../capture/engine/relay/plan.ts";
import { KeptPlans, SentPlans } from "../../../capture/engine/relay/plan_texts.ts";

const planOf = (n: number): Plan => ({
  frames: [{ name: `f${n}`, url: "file:///a.js", line: n, column: 0, scopes: [] }],
  unlisted: {},
});

test("a plan is sent once, and is there at every later throw of its place", () => {
  const sent = new SentPlans();
  const kept = new KeptPlans();
  let made = 0;
  const sizes = [1, 2, 3].map(() => {
    const [slot, text] = sent.send("a", () => (made++, planOf(1)));
    assert.deepEqual(kept.receive(slot, text), planOf(1));
    return text.length > 0;
  });
  assert.deepEqual(sizes, [true, false, false]);
  assert.equal(made, 1);
});

test("throws of more places than are kept have the plans of their own places", () => {
  const sent = new SentPlans();
  const kept = new KeptPlans();
  let seed = 1;
  for (let round = 0; round < 3000; round++) {
    seed = seed * 16807 % 2147483647;
    const n = seed % (round % 2 === 0 ? 300 : 40);
    const [slot, text] = sent.send(String(n), () => planOf(n));
    assert.deepEqual(kept.receive(slot, text), planOf(n));
    assert.ok(slot < 128);
  }
});

test("SentPlans.forget() sends everything again, as after a hand-over that did not arrive", () => {
  const sent = new SentPlans();
  const kept = new KeptPlans();
  sent.send("lost", () => planOf(1));
  sent.forget();
  for (const n of [2, 1]) {
    const [slot, text] = sent.send(n === 1 ? "lost" : "other", () => planOf(n));
    assert.deepEqual(kept.receive(slot, text), planOf(n));
  }
});
