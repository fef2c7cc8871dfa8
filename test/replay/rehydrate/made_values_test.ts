import assert from "node:assert/strict";
import test from "node:test";
import { MadeValues } from "../../../replay/rehydrate/made_values.ts";

test("MadeValues has what was set, undefined too", () => {
  const values = new MadeValues();
  for (const [id, value] of [[0, null], [1, undefined], [1023, 0], [1024, ""], [3_000_000, false]] as const) {
    assert.equal(values.has(id), false);
    values.set(id, value);
    assert.equal(values.has(id), true);
    assert.equal(values.get(id), value);
  }
  assert.equal(values.has(2), false);
  assert.equal(values.get(2), undefined);
  assert.equal(values.has(5_000_000), false);
});
