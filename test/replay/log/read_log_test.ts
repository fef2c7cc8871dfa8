import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { byteLines, textLines } from "../../../replay/log/log_lines.ts";
import { type LogTrace, parseLog, readLog } from "../../../replay/log/parse_log.ts";
import { traceDump } from "../../../replay/log/trace_dump.ts";
import { readDump } from "../../../dump/read.ts";
import { writeDump } from "../../../dump/write.ts";

function repeat(times: number, line: (index: number) => string): string {
  return Array.from({ length: times }, (_, index) => line(index)).join("");
}

/** What an exception lists behind its frames. */
function elided({ exception }: LogTrace): number {
  return exception.frames.reduce((sum, { elided = 0 }) => sum + elided, 0);
}

test("byteLines() puts lines and characters together that pieces cut", () => {
  const bytes = Buffer.from("\ufeffone\r\ntwo Ω\n\nthree 👩\r\n");
  for (const size of [1, 2, 5, 1000]) {
    const pieces = Array.from(
      { length: Math.ceil(bytes.length / size) },
      (_, at) => bytes.subarray(at * size, at * size + size),
    );
    assert.deepEqual([...byteLines(pieces)], ["one", "two Ω", "", "three 👩", ""]);
  }
});

test("of a line of many megabytes only the beginning is kept", () => {
  const piece = Buffer.from("x".repeat(500_000));
  const [line, next] = byteLines([...Array.from({ length: 20 }, () => piece), Buffer.from("\nnext")]);
  assert.ok(line!.length > 1_000_000 && line!.length < 2_000_000);
  assert.equal(next, "next");
});

test("readLog() stops where a log has more stacks than anybody reads, and says where", () => {
  const log = repeat(60_000, (index) => `Error: ${index}\n    at f (/a.js:${index + 1}:1)\n\n`);
  let count = 0;
  const { end } = readLog(() => textLines(log), () => count++);
  assert.ok(end !== undefined && end > 60_000 && end < 180_000, `${end}`);
  assert.ok(count > 20_000 && count <= end / 3 + 1, `${count} to line ${end}`);
  assert.deepEqual(readLog(() => textLines(log.slice(0, 1000)), () => {}), {});
});

test("readLog() reads a log without stacks to its end", () => {
  const log = repeat(300_000, (index) => `that line ${index} at ten (a@b) ... done\n`) +
    "Error: x\n    at f (/a.js:1:1)\n";
  const [trace, ...others] = parseLog(log);
  assert.deepEqual([trace?.exception.first, others.length], [300_001, 0]);
});

test("frames behind the thousandth are counted", () => {
  const [trace] = parseLog(`Error: x\n${repeat(5000, (index) => `    at f${index} (/a.js:${index + 1}:1)\n`)}`);
  assert.deepEqual([trace!.exception.frames.length, elided(trace!), trace!.exception.last], [1000, 4000, 5001]);
  const again = "    ... collapsed 999 duplicate lines matching above 1 lines 999 times...\n";
  const [repeated] = parseLog(`Error: x\n    at f (/a.js:1:1)\n${again.repeat(50)}`);
  assert.equal(repeated!.exception.frames.length, 1000);
  assert.equal(elided(repeated!), 49 * 999);
});

for (
  const [kind, log] of [
    ["one after another", repeat(3000, (index) => `Caused by: Error: ${index}\n    at f (/a.js:1:1)\n`)],
    ["one in the other", repeat(3000, (index) => `  [cause]: Error: ${index}\n    at f (/a.js:1:1) {\n`)],
  ] as const
) {
  test(`of very many causes, ${kind}, some are kept and the others are counted`, () => {
    const [trace, ...others] = parseLog(`Error: x\n    at f (/a.js:1:1)\n${log}`);
    assert.equal(others.length, 0);
    assert.equal(trace!.exception.leftOut, 2000);
    const dump = readDump(writeDump(traceDump(trace!, { name: "app.log" })));
    dump.heap.verify();
    assert.equal(dump.tables.exceptions.length, 1001);
  });
}

test("the version below a stack is told of it, however many stacks are near, and not of those far above", () => {
  const stack = (name: string) => `Error: ${name}\n    at f (/a.js:1:1)\n`;
  const log = `${stack("far")}${"text\n".repeat(50)}${stack("a")}${stack("b")}\nNode.js v22.1.0\n${stack("below")}`;
  assert.deepEqual(
    parseLog(log).map(({ exception, runtime }) => `${exception.message} ${runtime.version}`),
    ["far ", "a 22.1.0", "b 22.1.0", "below "],
  );
});

test("lines that are slow to match take a time that is proportional to the log", () => {
  const lines = [
    `${"}".repeat(8000)}x`,
    `'${"\\'".repeat(4000)}`,
    `  ${"a".repeat(8000)}`,
    `    at ${".".repeat(8000)} x:1:1`,
    `${"/".repeat(8000)} x@y/1:1`,
    `${" ".repeat(8000)}x`,
    "{'[}".repeat(2000),
    `${"error: The module's source code could not be parsed: a at ".repeat(140)}`,
  ];
  const log = repeat(600, (index) => `${lines[index % lines.length]}\n`);
  const started = performance.now();
  const traces = parseLog(
    `Error: x\n    at f (/a.js:1:1) {\n  a: {\n${log}Error: y\n  a: 1\n${log}    at f (/a.js:1:1)\n`,
  );
  assert.ok(traces.length > 0);
  // Some tenths of a second; were one of them quadratic, a minute.
  assert.ok(performance.now() - started < 20_000);
});

test("strings of a record in JSON are looked at in their order, also when it is large", () => {
  const record = { a: { stack: "Error: a\n    at f (/a.js:1:1)" }, list: Array.from({ length: 20_000 }, () => ({})) };
  const traces = parseLog(`${JSON.stringify({ ...record, stack: "Error: b\n    at g (/b.js:1:1)" })}\n`);
  assert.deepEqual(traces.map(({ exception }) => exception.message), ["a", "b"]);
});
