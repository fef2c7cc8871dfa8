import assert from "node:assert/strict";
import process from "node:process";
import test from "node:test";
import { CURRENT, RUNTIMES } from "../helpers/runtimes.ts";
import { DumpError, readDump } from "../../dump/read.ts";
import { assertUnchanged, watch } from "./canaries.ts";
import { mutant } from "./mutator.ts";

/**
 * How many mutants are tried. The three runtimes take other ones each, so together they try more than 10,000.
 *
 * A long run, which prints what it found:
 * `KEEPTRACE_FUZZ=1000000 KEEPTRACE_FUZZ_FROM=0 node --import tsx --test test/dump/fuzz_test.ts`
 */
const COUNT = Number(process.env["KEEPTRACE_FUZZ"] ?? 3400);
const FIRST = Number(process.env["KEEPTRACE_FUZZ_FROM"] ?? RUNTIMES.indexOf(CURRENT) * COUNT);

/** How many tests they are divided into, each of which may take as long as a test may. */
const TESTS = 20;

/** Opens a file, looks at all that is in it, and says how that ended. */
function tryOut(bytes: Uint8Array): string {
  try {
    const { header, tables, heap } = readDump(bytes);
    assert.equal(typeof header.product, "string");
    for (const scope of tables.scopes) for (const value of scope.values) heap.slot(value);
    for (let id = 0; id < Math.min(heap.size, 100); id++) {
      try {
        heap.node(id);
      } catch (error) {
        if (!(error instanceof DumpError)) throw error;
      }
    }
    heap.verify();
    return "clean";
  } catch (error) {
    if (!(error instanceof DumpError)) throw error;
    assert.doesNotMatch(error.message, /[\p{Cc}\p{Cf}]/u);
    return error.code;
  }
}

/** Tries mutants, and says how they ended. */
function tryMutants(first: number, count: number): string {
  const before = watch();
  const endings = new Map<string, number>();
  let slowest = { milliseconds: 0, number: 0 };
  const memory = process.memoryUsage().rss;
  let peak = memory;
  for (let number = first; number < first + count; number++) {
    const { bytes, how } = mutant(number);
    const start = performance.now();
    let ending: string;
    try {
      ending = tryOut(bytes);
    } catch (error) {
      const repeat = `KEEPTRACE_FUZZ=1 KEEPTRACE_FUZZ_FROM=${number}`;
      throw new Error(`Mutant ${number} (${how}) threw what it must not; repeat it by ${repeat}`, { cause: error });
    }
    const milliseconds = performance.now() - start;
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, number };
    if (number % 100 === 0) peak = Math.max(peak, process.memoryUsage().rss);
  }
  assertUnchanged(before);
  const summary = [...endings].sort().map(([ending, count]) => `${ending} ${count}`).join(", ");
  const megabytes = Math.round((peak - memory) / 2 ** 20);
  return `${count} mutants from ${first}: ${summary}; ` +
    `slowest ${slowest.milliseconds.toFixed(1)} ms (${slowest.number}); memory +${megabytes} MiB`;
}

for (let part = 0; part < TESTS; part++) {
  const first = FIRST + Math.floor(COUNT * part / TESTS);
  const count = FIRST + Math.floor(COUNT * (part + 1) / TESTS) - first;
  test(`readDump() throws nothing but DumpError for mutants ${first} to ${first + count - 1}`, () => {
    const summary = tryMutants(first, count);
    if (process.env["KEEPTRACE_FUZZ"] !== undefined) console.log(summary);
  });
}

test("the mutants are bad in all the ways that a file can be, and some are good", () => {
  const summary = tryMutants(0, 300);
  for (const ending of ["clean", "corrupt", "invalid", "not-a-dump", "truncated"]) {
    assert.ok(summary.includes(ending), ending);
  }
});
