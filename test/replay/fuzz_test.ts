/**
 * Files that are bad in random ways, opened as a debugger would: those that the reader takes give values, previews,
 * JSON and answers.
 *
 * @module
 */
import assert from "node:assert/strict";
import process from "node:process";
import test from "node:test";
import { DumpError, nodeOf, openDump } from "../../replay/mod.ts";
import { main } from "../../replay/cli.ts";
import { preview } from "../../replay/preview/preview.ts";
import { assertUnchanged, watch } from "../dump/canaries.ts";
import { mutant } from "../dump/mutator.ts";
import { FACES, SCRIPTS } from "../helpers/faces.ts";
import { CURRENT, RUNTIMES } from "../helpers/runtimes.ts";

/**
 * How many mutants are tried; the three runtimes take other ones each. A long run, which prints what it found:
 * `KEEPTRACE_FUZZ=100000 KEEPTRACE_FUZZ_FROM=0 node --import tsx --test test/replay/fuzz_test.ts`
 */
const COUNT = Number(process.env["KEEPTRACE_FUZZ"] ?? 1000);
const FIRST = Number(process.env["KEEPTRACE_FUZZ_FROM"] ?? RUNTIMES.indexOf(CURRENT) * COUNT);
const TESTS = 10;

/** Of how many mutants one goes through all faces of the program. */
const EVERY = 50;

// Some runtimes put these in place when they are first looked at.
for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (name !== "localStorage" && name !== "sessionStorage") Reflect.get(globalThis, name);
}

/** Looks at everything in a session, as far as it opens. */
async function lookAt(bytes: Uint8Array): Promise<"opened" | "refused"> {
  try {
    const session = openDump(bytes);
    for (const { value, frames } of session.exceptions) {
      preview(value, { budget: 200 });
      for (const frame of frames) {
        for (const { variables } of frame.scopes) for (const { value } of variables) look(value);
        await frame.evaluate("[this, typeof order, order?.items]").catch(() => {});
      }
    }
    return "opened";
  } catch (error) {
    if (!(error instanceof DumpError)) throw error;
    return "refused";
  }
}

function look(value: unknown): void {
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(preview(value, { budget: 200 }), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return;
  const facts = nodeOf(value);
  facts?.settle();
  void facts?.className, facts?.internals, facts?.privates, facts?.function, facts?.problem, facts?.rest;
  for (const key of Reflect.ownKeys(value)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
    if (descriptor !== undefined && "value" in descriptor) preview(descriptor.value, { budget: 80 });
  }
}

/** Runs the program on a file that comes from standard input. */
async function everyFace(bytes: Uint8Array): Promise<void> {
  for (const argv of [...FACES, ...SCRIPTS]) {
    // Two dumps do not come from one standard input.
    if (argv[0] === "diff" || argv[0] === "ls") continue;
    let stderr = "";
    const code = await main(argv.map((arg) => arg === "FILE" ? "-" : arg), {
      stdin: (async function* () {
        yield bytes;
      })(),
      stdout: { write() {} },
      stderr: { write: (text) => stderr += text },
      env: {},
      home: () => "/",
    });
    assert.ok(code < 2 || stderr.split("\n").length === 2, `${argv.join(" ")}: ${stderr}`);
  }
}

for (let part = 0; part < TESTS; part++) {
  const first = FIRST + Math.floor(COUNT * part / TESTS);
  const last = FIRST + Math.floor(COUNT * (part + 1) / TESTS) - 1;
  test(`what opens of mutants ${first} to ${last} can be looked at through every face`, async () => {
    const before = watch();
    const endings = { opened: 0, refused: 0 };
    let slowest = { milliseconds: 0, number: 0 };
    for (let number = first; number <= last; number++) {
      const { bytes, how } = mutant(number);
      const start = performance.now();
      try {
        endings[await lookAt(bytes)]++;
        if (number % EVERY === 0) await everyFace(bytes);
      } catch (error) {
        const repeat = `KEEPTRACE_FUZZ=1 KEEPTRACE_FUZZ_FROM=${number}`;
        throw new Error(`Mutant ${number} (${how}) threw what it must not; repeat it by ${repeat}`, { cause: error });
      }
      const milliseconds = performance.now() - start;
      if (milliseconds > slowest.milliseconds) slowest = { milliseconds, number };
    }
    assertUnchanged(before);
    if (process.env["KEEPTRACE_FUZZ"] !== undefined) {
      const { opened, refused } = endings;
      const slow = `slowest ${slowest.milliseconds.toFixed(0)} ms (${slowest.number})`;
      console.log(`${opened} opened, ${refused} refused; ${slow}`);
    }
  });
}
