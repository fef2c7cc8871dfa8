import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import type { Dump } from "../../../dump/format.ts";
import { writeDump } from "../../../dump/write.ts";
import { SUBCOMMANDS } from "../../../replay/cli/subcommands.ts";
import { usage, usageMarkdown } from "../../../replay/cli/usage.ts";
import { sampleDump, smallestDump } from "../../helpers/build_dump.ts";
import { program as runProgram } from "../../helpers/program.ts";
import { matchGolden } from "../repl/golden.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "keeptrace-subcommands-"));

function dumpFile(name: string, dump: Dump, time?: number): string {
  const path = join(FOLDER, name);
  const header = time === undefined ? dump.header : { ...dump.header, time };
  writeFileSync(path, writeDump({ ...dump, header }));
  if (time !== undefined) utimesSync(path, time / 1000, time / 1000);
  return path;
}

/** Runs the program on a wide screen, with the smallest dump on standard input. */
function program(...argv: string[]) {
  return runProgram(argv, { columns: 100, input: writeDump(smallestDump()) });
}

const SAMPLE = dumpFile("sample.cbor", sampleDump());

test("show prints the stack with the source and the values on it, then the causes", async () => {
  const { code, stdout, stderr } = await program("show", SAMPLE);
  assert.deepEqual([code, stderr], [0, ""]);
  matchGolden("show", stdout);
});

test("show --json has frames with their variables", async () => {
  const { stdout } = await program("show", "--json", SAMPLE);
  const { file, exceptions } = JSON.parse(stdout);
  assert.equal(file, SAMPLE);
  assert.deepEqual(exceptions.map(({ relation }: { relation: unknown }) => relation), [
    null,
    "cause",
    "member",
    "member",
  ]);
  assert.equal(exceptions[0].frames[1].functionName, "handle");
  assert.deepEqual(exceptions[0].frames[1].scopes[0].variables[0].name, "request");
});

test("ls puts dumps of the same crash together, the last one first", async () => {
  const folder = join(FOLDER, "dumps");
  mkdirSync(folder);
  const day = (number: number) => Date.UTC(2026, 10, number, 12);
  for (const number of [1, 3, 2]) dumpFile(`dumps/sample-${number}.cbor`, sampleDump(), day(number));
  dumpFile("dumps/small.cbor", smallestDump(), day(4));
  writeFileSync(join(folder, "notes.txt"), "no dump");
  const { code, stdout, stderr } = await program("ls", folder);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.equal(
    stdout,
    "thrown: boom\n  no frames\n  2026-11-04 12:00:00 UTC\n" +
      `  ${join(folder, "small.cbor")}\n` +
      "TypeError: Cannot read properties of undefined (reading 'apply')\n  in Order.checkout  cart.ts:21\n" +
      "  2026-11-01 12:00:00 – 2026-11-03 12:00:00 UTC, 3 dumps\n" +
      `  ${join(folder, "sample-3.cbor")}\n`,
  );
  const { groups, unreadable } = JSON.parse((await program("ls", "--json", folder)).stdout);
  assert.deepEqual(unreadable, []);
  assert.deepEqual(groups.map((group: { count: number }) => group.count), [1, 3]);
  assert.equal(groups[1].first, "2026-11-01T12:00:00.000Z");
  assert.match(groups[1].fingerprint, /^[0-9a-f]{12}$/);
});

test("ls goes on after a file that is no dump, and answers 1", async () => {
  const bad = join(FOLDER, "bad.cbor");
  writeFileSync(bad, "text");
  const { code, stdout, stderr } = await program("ls", bad, SAMPLE);
  assert.equal(code, 1);
  assert.match(stdout, /^TypeError/);
  assert.match(stderr, /^keeptrace: .*bad\.cbor: this is a text file[^\n]*\n$/);
});

test("peek prints the circumstances", async () => {
  const { code, stdout } = await program("peek", SAMPLE);
  assert.equal(code, 0);
  assert.match(stdout, /^TypeError: Cannot read[^]*\nruntime {4}node 20\.20\.2[^]*\nin {9}\/app\n/);
  const data = JSON.parse((await program("peek", "--json", SAMPLE)).stdout);
  assert.deepEqual(data.exception, {
    name: "TypeError",
    message: "Cannot read properties of undefined (reading 'apply')",
  });
  assert.equal(data.pid, 4242);
});

test("peek reads standard input, and names files when there are several", async () => {
  assert.match((await program("peek", "-")).stdout, /^thrown: boom\n/);
  const { stdout } = await program("peek", SAMPLE, SAMPLE);
  assert.equal(stdout.split(`${SAMPLE}\n`).length, 3);
});

test("verify says what is in a sound dump, and what is wrong with another", async () => {
  assert.deepEqual(
    await program("verify", SAMPLE).then((
      { code, stdout },
    ) => [code, stdout.startsWith(`${SAMPLE}: sound: format 1.0`)]),
    [0, true],
  );
  const bytes = writeDump(sampleDump());
  const bad = join(FOLDER, "cut.cbor");
  writeFileSync(bad, bytes.subarray(0, bytes.length - 10));
  const { code, stdout, stderr } = await program("verify", bad, SAMPLE);
  assert.equal(code, 2);
  assert.match(stderr, /^[^\n]*cut\.cbor: the file is cut off[^\n]*\n$/);
  assert.match(stdout, /sound/);
  const lines = (await program("verify", "--json", bad, SAMPLE)).stdout.trimEnd().split("\n").map((line) =>
    JSON.parse(line)
  );
  assert.deepEqual(lines.map(({ ok, code }) => [ok, code]), [[false, "truncated"], [true, undefined]]);
});

test("a subcommand without a file, and with an empty folder, is one line and exit code 2", async () => {
  const empty = join(FOLDER, "empty");
  mkdirSync(empty);
  for (const name of ["show", "ls", "peek", "verify"]) {
    for (const rest of [[], [empty], [join(FOLDER, "nope.cbor")]]) {
      if (name === "ls" && rest[0]?.endsWith("nope.cbor")) continue;
      const { code, stdout, stderr } = await program(name, ...rest);
      assert.deepEqual([code, stdout], [2, ""], name);
      assert.match(stderr, /^keeptrace: [^\n]+\n$/);
    }
  }
});

test("help and the documents name every subcommand, on lines that fit", () => {
  for (const { usage: text, summary } of SUBCOMMANDS) {
    assert.ok(usage().includes(`keeptrace-repl ${text}`), text);
    assert.ok(usageMarkdown().includes(`keeptrace-repl ${text}`), text);
    assert.match(summary, /^[a-z].*[^.]$/);
  }
  for (const line of usage().split("\n")) assert.ok(line.length <= 112, line);
});
