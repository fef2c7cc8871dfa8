/**
 * Hostile dumps through every face of the program: each ends, says what it has to say, and changes nothing here.
 *
 * @module
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import test from "node:test";
import { writeDump } from "../../dump/write.ts";
import { nodeOf, openDump } from "../../replay/mod.ts";
import { preview } from "../../replay/preview/preview.ts";
import { assertUnchanged, watch } from "../dump/canaries.ts";
import { rawDump } from "../dump/raw_dump.ts";
import { FACES, SCRIPTS } from "../helpers/faces.ts";
import { hostileDumps } from "../helpers/hostile_dumps.ts";
import { program } from "../helpers/program.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "keeptrace-hostile-"));
process.on("exit", () => rmSync(FOLDER, { recursive: true, force: true }));

/** How much of what can be much; `bench/hostile.ts` takes 100,000. */
const HOSTILE_DUMPS = hostileDumps(2_000);

// Some runtimes put these in place when they are first looked at.
for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (name !== "localStorage" && name !== "sessionStorage") Reflect.get(globalThis, name);
}

/** What an internal error says, and no message of ours. */
const INTERNAL =
  /Cannot read propert|is not a function|is not iterable|Cannot convert|Maximum call stack|Invalid (?:array|string|time)|undefined is not|null is not|\n {4}at /;

/** Control characters but the newline, and what changes the direction of text. */
// deno-lint-ignore no-control-regex
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

function file(bytes: Uint8Array): string {
  const path = join(FOLDER, "hostile.cbor");
  writeFileSync(path, bytes);
  return path;
}

for (const [name, make] of HOSTILE_DUMPS) {
  const bytes = (): Uint8Array => writeDump(make());

  test(`every face of the program survives ${name}`, async () => {
    const before = watch();
    const path = file(bytes());
    for (const argv of [...FACES, ...SCRIPTS]) {
      const face = argv.join(" ");
      const { code, stdout, stderr } = await program(argv.map((arg) => arg === "FILE" ? path : arg));
      // There may be nothing to call with recorded arguments.
      const expected = argv[0] === "repro" ? [0, 1, 2] : [0, 1];
      assert.ok(expected.includes(code), `${face}: ${code} ${stderr.slice(0, 500)}`);
      assert.doesNotMatch(stderr, INTERNAL, face);
      assert.doesNotMatch(stdout, RAW, face);
      assert.doesNotMatch(stderr, RAW, face);
      if (argv.includes("--json")) { for (const line of stdout.split("\n")) if (line !== "") JSON.parse(line); }
    }
    assertUnchanged(before);
  });

  test(`openDump() gives values that can be looked at, of ${name}`, async () => {
    const before = watch();
    const session = openDump(bytes());
    for (const frame of session.frames.slice(0, 10)) {
      for (const { variables } of frame.scopes.slice(0, 10)) {
        for (const { value } of variables.slice(0, 100)) {
          preview(value, { budget: 200 });
          if (typeof value !== "object" || value === null) continue;
          nodeOf(value)?.settle();
          for (const key of Reflect.ownKeys(value).slice(0, 1000)) Reflect.getOwnPropertyDescriptor(value, key);
        }
      }
      await Promise.allSettled([frame.evaluate("typeof x"), frame.evaluate("await x")]);
    }
    session.file.heap.verify();
    assertUnchanged(before);
  });
}

test("a part of a file that is damaged where it is looked at is one line in every face", async () => {
  const { tables } = openDump(writeDump(HOSTILE_DUMPS.get("an AggregateError of itself")!())).file;
  const path = file(rawDump({ tables, shapes: [[0, null, 0, []]], heap: [[0, [[0], [99]]]] }));
  for (const argv of [...FACES, ...SCRIPTS]) {
    const face = argv.join(" ");
    const { code, stderr } = await program(argv.map((arg) => arg === "FILE" ? path : arg));
    assert.doesNotMatch(stderr, INTERNAL, face);
    if (code === 2) assert.match(stderr, /^[^\n]*a node has no shape[^\n]*\n$/, face);
  }
});
