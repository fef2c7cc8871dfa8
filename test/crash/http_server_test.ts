import assert from "node:assert/strict";
import { statSync } from "node:fs";
import test from "node:test";
import { crash, openEverywhere } from "../helpers/crash.ts";
import { CURRENT } from "../helpers/runtimes.ts";

test("a failing handler of a plain HTTP server: the program's values, no secret of the request, and a small file", async () => {
  const { dumps, stdout, stderr } = await crash("http_server.ts");
  assert.equal(stdout, "500 recorded\n", stderr);
  assert.equal(dumps.length, 1);
  const [cents, lines, limit, url, request, why, headers] = await openEverywhere(dumps[0], [
    "p this.order.items[0].price.cents",
    "frame 2 p context.body.customer.address.lines",
    "p this.#limit",
    "frame 2 p context.request.url",
    "frame 2 pp 4 context.request",
    "why this.onFull",
    "frame 2 why context.request.headers",
  ]);
  assert.equal(cents?.result.value, 900);
  assert.equal(lines?.result.preview, 'Array(1) ["1 High Street"]');
  assert.equal(limit?.result.value, 500);
  assert.equal(url?.result.value, "/carts?access_token=[redacted]");
  assert.doesNotMatch(JSON.stringify(request), /abcd\.1234567|abcdefgh/);
  assert.doesNotMatch(JSON.stringify(why), /depth|time/, "the closure of the program's own function");
  assert.equal(headers?.result.reason, "accessor", "a getter of a class of the runtime");
  assert.match(headers?.result.detail, /^the getter node:http\.IncomingMessage\.headers is not run/);
  const { size } = statSync(dumps[0]!);
  assert.ok(size < 70_000, `${size} bytes on ${CURRENT}`);
});
