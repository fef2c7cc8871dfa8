import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { readDump } from "../../../dump/read.ts";
import { writeDump } from "../../../dump/write.ts";
import { parseLog } from "../../../replay/log/parse_log.ts";
import { traceDump } from "../../../replay/log/trace_dump.ts";
import { openDump } from "../../../replay/mod.ts";
import { cells } from "../../../replay/text/fit.ts";
import { LOG_SHAPES } from "../log/log_shapes.ts";
import { matchGolden } from "../repl/golden.ts";
import { newFolder, program } from "../../helpers/program.ts";

const FOLDER = newFolder();
const LOG = `2026-11-22T20:00:00Z INFO listening
2026-11-22T20:00:01Z ERROR request failed: TypeError: Cannot read properties of undefined (reading 'first')
    at inner (/srv/shop/cart.ts:2:21)
    at Shop.load (/srv/shop/node_modules/shop-kit/index.js:7:102)
    at node:internal/main/run_main_module:23:47
${LOG_SHAPES[2]!.log}
${LOG_SHAPES[6]!.log}
2026-11-22T20:07:00Z ERROR request failed: TypeError: Cannot read properties of undefined (reading 'first')
    at inner (/srv/shop/cart.ts:2:21)
    at Shop.load (/srv/shop/node_modules/shop-kit/index.js:7:102)
    at node:internal/main/run_main_module:23:47
`;

function logFile(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

for (const columns of [80, 120]) {
  test(`parse lists the stacks of a log on ${columns} columns`, async () => {
    const { code, stdout, stderr } = await program(["parse", "-"], { input: LOG, columns });
    assert.deepEqual([code, stderr], [0, ""]);
    for (const line of stdout.split("\n")) assert.ok(cells(line) <= columns, line);
    matchGolden(`parse_${columns}`, stdout);
  });
}

test("parse opens a stack as a session without variables", async () => {
  const commands = ["-c", "where", "-c", "cause", "-c", "p $exception.message", "-c", "locals", "-c", "causes"];
  const { code, stdout } = await program(["parse", logFile("app.log", LOG), "2", ...commands]);
  assert.equal(code, 0);
  matchGolden("parse_session", stdout);
});

test("parse runs commands on every stack", async () => {
  const { stdout } = await program(["parse", "-", "--json", "-c", "exception"], { input: LOG });
  const lines = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ file, result }) => [file, result.name]), [
    ["standard input:2", "TypeError"],
    ["standard input:10", "Error"],
    ["standard input:20", "AggregateError"],
  ]);
});

test("parse --json has one line a stack", async () => {
  const { stdout } = await program(["parse", "-", "--json"], { input: LOG });
  const [first, second, third] = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(first.lines, [2, 32]);
  assert.deepEqual([first.first, first.last], ["2026-11-22T20:00:01.000Z", "2026-11-22T20:07:00.000Z"]);
  assert.deepEqual(first.frames[0], {
    index: 1,
    functionName: "inner",
    file: "/srv/shop/cart.ts",
    line: 2,
    column: 21,
    async: false,
  });
  assert.equal(second.cause.name, "TypeError");
  assert.equal(third.errors[0].cause.message, "no");
});

test("parse --root takes sources from a checkout, by the end of their paths", async () => {
  const root = join(FOLDER, "checkout");
  mkdirSync(join(root, "shop"), { recursive: true });
  writeFileSync(join(root, "shop", "cart.ts"), "const a = 1;\nfunction inner() { return a.b.first; }\n");
  const { stdout } = await program(["parse", "-", "1", "--root", root, "-c", "list"], { input: LOG });
  assert.match(stdout, /→ 2 │ function inner\(\) \{ return a\.b\.first; \}/);
  const outside = LOG.replaceAll("/srv/shop/cart.ts", "/srv/../../../../../../etc/passwd");
  const { stderr } = await program(["parse", "-", "1", "--root", root, "-c", "list"], { input: outside });
  assert.match(stderr, /a log has no sources/);
});

test("parse shows the lines of sources that the log shows", async () => {
  const { stdout } = await program(["parse", "-", "2", "-c", "list . "], { input: LOG });
  assert.match(stdout, /→ 7 │ class Shop/);
});

test("parse says in one line what is wrong", async () => {
  const nothing = await program(["parse", logFile("empty.log", "all is well\n")]);
  assert.equal(nothing.code, 1);
  assert.match(nothing.stderr, /^keeptrace: .*empty\.log: there is no stack of JavaScript in it\n$/);
  for (
    const [argv, message] of [
      [["parse"], /^keeptrace: no log is named: type keeptrace-repl parse LOG/],
      [["parse", "-", "9"], /^keeptrace: there is no stack 9: 3 stacks found; type a number from 1\n$/],
      [["parse", "-", "0"], /^keeptrace: there is no stack 0/],
      [["parse", "7"], /^keeptrace: 7: there is no such file; type keeptrace-repl parse LOG 7\n$/],
      [["parse", join(FOLDER, "none.log")], /^keeptrace: .*none\.log: there is no such file/],
    ] as const
  ) {
    const { code, stderr } = await program(argv, { input: LOG });
    assert.equal(code, 2, argv.join(" "));
    assert.match(stderr, message);
  }
});

test("parse escapes what stands in a log", async () => {
  const { stdout } = await program(["parse", "-"], {
    input: "Error: a\u202eb\x07\u2028c\n    at f\u200b (/a.js:1:2)\n",
  });
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(stdout, /[\u202e\u200b\u2028\x07]/);
  assert.match(stdout, /Error: a\\u202eb\\x07\\u2028c/);
});

test("traceDump() makes a dump of every shape that passes all checks of the reader", () => {
  for (const { log, name } of LOG_SHAPES) {
    for (const trace of parseLog(log)) {
      const bytes = writeDump(traceDump(trace, { name: "app.log" }));
      readDump(bytes).heap.verify();
      const { exceptions, frames } = openDump(bytes);
      assert.equal(exceptions[0]?.name, trace.exception.name, name);
      assert.equal(frames.length, trace.exception.frames.length, name);
      assert.ok(exceptions.every(({ value }) => value instanceof Error), name);
    }
  }
});

test("meta of a stack of a log tells what the log does, and has no empty rows", async () => {
  const log = logFile("meta.log", LOG);
  const { stdout } = await program(["parse", log, "1", "-c", "meta"]);
  assert.match(stdout, /^captured +2026-11-22 20:00:01 UTC/m);
  assert.doesNotMatch(stdout, /^\w+ *$/m);
  assert.doesNotMatch(stdout, /^(?:by|process|platform|limits) /m);
});

test("parse says what of a log of very many stacks and causes is not listed", async () => {
  const stacks = Array.from({ length: 2500 }, (_, at) => `Error: ${at}\n    at f${at} (/a.js:${at + 1}:1)\n`).join("");
  const many = await program(["parse", logFile("many.log", stacks), "--json"]);
  assert.match(many.stderr, /many\.log: 500 more stacks left out: it has more than 2000 different ones\n$/);
  assert.equal(many.stdout.trimEnd().split("\n").length, 2000);
  const causes = Array.from({ length: 1500 }, (_, at) => `Caused by: Error: ${at}\n    at f (/a.js:1:1)\n`).join("");
  const path = logFile("causes.log", `Error: x\n    at f (/a.js:1:1)\n${causes}`);
  const { stdout } = await program(["parse", path]);
  assert.match(stdout, /… 994 more causes\n +… 500 more errors left out\n/);
  assert.equal(JSON.parse((await program(["parse", path, "--json"])).stdout).leftOut, 500);
});

test("parse counts a stack that comes again, with the first and the last time", async () => {
  const log = Array.from(
    { length: 1200 },
    (_, at) => `2026-11-22T20:${String(at % 60).padStart(2, "0")}:00Z Error: x\n    at f (/a.js:1:1)\n`,
  ).join("");
  const { stdout } = await program(["parse", "-", "--json"], { input: log });
  const { count, lines, first, last } = JSON.parse(stdout);
  assert.deepEqual([count, lines.length, lines[999]], [1200, 1000, 1999]);
  assert.deepEqual([first, last], ["2026-11-22T20:00:00.000Z", "2026-11-22T20:59:00.000Z"]);
});
