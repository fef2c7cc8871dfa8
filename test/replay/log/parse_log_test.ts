import assert from "node:assert/strict";
import test from "node:test";
import type { LogException } from "../../../replay/log/log_exception.ts";
import { parseLog } from "../../../replay/log/parse_log.ts";
import { LOG_SHAPES } from "./log_shapes.ts";

function lines(exception: LogException, relation = "", indent = ""): string[] {
  const { name, message, properties, frames, cause, errors } = exception;
  const listed = [...properties].map(([key, value]) => `${key}=${value}`).join(", ");
  const calls = frames.map(({ functionName, position, async, elided }) => {
    const place = position === undefined ? "-" : `${position.url}:${position.line}:${position.column}`;
    return `${async ? "async " : ""}${functionName || "-"} ${place}${elided === undefined ? "" : ` (+${elided})`}`;
  });
  const head = `${relation}${name}: ${message.replaceAll("\n", "\\n")}${listed === "" ? "" : ` (${listed})`}`;
  return [
    `${indent}${head} @ ${calls.join(", ")}`.trimEnd(),
    ...(cause === undefined ? [] : lines(cause, "cause ", `${indent}  `)),
    ...errors.flatMap((member) => lines(member, "member ", `${indent}  `)),
  ];
}

for (const { name, log, read } of LOG_SHAPES) {
  test(`parseLog() reads ${name}`, () => {
    assert.deepEqual(parseLog(log).flatMap(({ exception }) => lines(exception)), read);
  });
}

test("parseLog() reads every shape behind a prefix, and indented", () => {
  for (
    const { name, log, read } of LOG_SHAPES.filter(({ log }) => !log.includes("\r") && !/^\{|\\n {4}at/m.test(log))
  ) {
    for (const prefix of ["app[1] | ", "  "]) {
      const found = parseLog(log.replaceAll(/^/gm, prefix)).flatMap(({ exception }) => lines(exception));
      assert.deepEqual(found, read, `${name} behind "${prefix}"`);
    }
  }
});

test("parseLog() tells lines, runtime and time", () => {
  const [trace] = parseLog(
    "one\n2026-11-22T20:00:01Z Error: x\n    at run (/a.js:1:2)\n    at node:internal/x:1:1\n\nNode.js v22.1.0\n",
  );
  assert.deepEqual([trace?.exception.first, trace?.exception.last], [2, 4]);
  assert.deepEqual(trace?.runtime, { name: "node", version: "22.1.0" });
  assert.equal(trace?.time, Date.UTC(2026, 10, 22, 20, 0, 1));
});

test("parseLog() takes a time that is proportional to the log, whatever is in it", () => {
  const hostile = [
    "    at ".repeat(1000),
    `    at ${"(".repeat(4000)}`,
    `${"a".repeat(8000)}@`,
    `Error${": ".repeat(4000)}`,
    `${"[cause]: ".repeat(800)}Error: x`,
    "... 999999 lines matching cause stack trace ...",
    "    ... collapsed 9 duplicate lines matching above 999999 lines 999999 times...",
    "{".repeat(8000),
    `    at f (${"eval at f (".repeat(500)}`,
  ];
  const log = Array.from({ length: 400 }, (_, at) => hostile[at % hostile.length]).join("\n");
  const stacks = Array.from({ length: 2000 }, (_, at) => `Error: ${at}\n    at f${at} (/a.js:${at + 1}:1)`).join("\n");
  assert.equal(
    parseLog(`${log}\n\n\n${stacks}`).filter(({ exception }) => /^\d+$/.test(exception.message)).length,
    2000,
  );
});
