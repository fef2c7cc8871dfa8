import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import test from "node:test";
import { binaryOf, exec } from "../helpers/runtimes.ts";

test("readDump() and writeDump() need no permission for anything", async () => {
  const program = fileURLToPath(new URL("../fixtures/dump/without_permission.ts", import.meta.url));
  const { code, stdout, stderr } = await exec([binaryOf("deno"), "run", "--no-prompt", program]);
  assert.equal(stdout, "true\ntrue\n", stderr);
  assert.equal(code, 0);
});
