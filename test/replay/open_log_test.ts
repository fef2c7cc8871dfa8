import assert from "node:assert/strict";
import test from "node:test";
import { openLog } from "../../replay/mod.ts";

const LOG = `2026-11-22T20:00:00Z listening
2026-11-22T20:00:01Z failed: TypeError: Cannot read properties of undefined (reading 'first')
    at inner (/srv/shop/cart.ts:2:21)
    at Shop.load (/srv/shop/index.ts:7:102)
RangeError: too far
    at go (/srv/shop/go.ts:1:1)
    at main (/srv/shop/main.ts:9:3) {
  [cause]: Error: below
      at deep (/srv/shop/deep.ts:4:5)
}
`;

test("openLog() opens each stack of a log as a session without variables", async () => {
  const sessions = await openLog(LOG, {
    name: "app.log",
    sourceOf: (url) => url.endsWith("go.ts") ? "go();" : undefined,
  });
  assert.deepEqual(sessions.map(({ exceptions }) => exceptions[0]!.name), ["TypeError", "RangeError"]);
  const [first, second] = sessions;
  assert.deepEqual(first!.frames.map(({ functionName }) => functionName), ["inner", "Shop.load"]);
  assert.equal(first!.frames[0]!.locals, "unavailable");
  assert.equal(first!.header.time, Date.UTC(2026, 10, 22, 20, 0, 1));
  assert.equal(second!.exceptions[0]!.cause?.message, "below");
  assert.equal(second!.frames[0]!.source?.text, "go();");
  const answer = await second!.frames[0]!.evaluate("$exception.message");
  assert(answer.ok && answer.value === "too far");
});

test("openLog() gives nothing for a log without stacks", async () => {
  assert.deepEqual(await openLog("all is well\n"), []);
  assert.deepEqual(await openLog(""), []);
});
