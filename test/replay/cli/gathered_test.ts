import assert from "node:assert/strict";
import process from "node:process";
import test from "node:test";
import { main } from "../../../replay/cli.ts";
import { writeDump } from "../../../dump/write.ts";
import { smallestDump } from "../../helpers/build_dump.ts";

const MEBIBYTE = new Uint8Array(2 ** 20);

async function run(argv: readonly string[], input: Iterable<Uint8Array>): Promise<{ code: number; said: string }> {
  let said = "";
  const stream = { write: (text: string) => said += text };
  const stdin = (async function* () {
    yield* input;
  })();
  const code = await main([...argv], { stdin, stdout: stream, stderr: stream, env: {}, home: () => "" });
  return { code, said };
}

test("standard input that does not end is refused, after 96 MiB", async () => {
  let given = 0;
  function* endless(): Generator<Uint8Array> {
    for (;; given++) yield MEBIBYTE;
  }
  for (const argv of [["peek", "-"], ["verify", "-"], ["parse", "-"], ["diff", "-", "-"], ["-", "-c", "where"]]) {
    given = 0;
    const { code, said } = await run(argv, endless());
    assert.equal(code, 2, said);
    assert.equal(
      said,
      "keeptrace: standard input: it gives more than 96 MiB; save them to a file, and name that\n",
      argv.join(" "),
    );
    assert.equal(given, 96);
  }
});

test("a dump is read from standard input", async () => {
  const bytes = writeDump(smallestDump());
  const { code, said } = await run(["verify", "-"], [bytes.subarray(0, 10), bytes.subarray(10)]);
  assert.match(said, /sound/);
  assert.equal(code, 0);
});

test("a device that does not end is refused", { skip: process.platform === "win32" }, async () => {
  for (const command of ["peek", "verify", "secrets"]) {
    const { code, said } = await run([command, "/dev/zero"], []);
    assert.equal(said, "keeptrace: /dev/zero: it gives more than 96 MiB; save them to a file, and name that\n");
    assert.equal(code, 2);
  }
});
