import test from "node:test";
import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CURRENT, exec, run, RUNTIMES } from "./runtimes.ts";

const PROGRAM = `
const lines: string[] = [];
process.stdin.on("data", (chunk) => lines.push(String(chunk)));
process.stdin.on("end", () => {
  const name = "Deno" in globalThis ? "deno" : "Bun" in globalThis ? "bun" : "node";
  console.log(JSON.stringify({
    name, args: process.argv.slice(2), cwd: process.cwd(), input: lines.join(""), mark: (globalThis as any).mark ?? null,
  }));
  console.error("to stderr");
  process.exitCode = 3;
});
`;

function temporary(files: Record<string, string>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "keeptrace-runtimes-")));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test("run() runs TypeScript on each runtime with arguments, input, folder and preloads", async () => {
  const folder = temporary({ "program.ts": PROGRAM, "preload.ts": "(globalThis as any).mark = 'loaded';" });
  try {
    for (const runtime of RUNTIMES) {
      const result = await run(runtime, [join(folder, "program.ts"), "a", "--b"], {
        cwd: folder,
        input: "hello",
        preload: [join(folder, "preload.ts")],
      });
      assert.equal(result.code, 3, result.stderr);
      assert.deepEqual(JSON.parse(result.stdout), {
        name: runtime,
        args: ["a", "--b"],
        cwd: folder,
        input: "hello",
        mark: "loaded",
      });
      assert.match(result.stderr, /to stderr/);
      assert.equal(result.timedOut, false);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("run() kills a program whose time is over", async () => {
  const folder = temporary({ "hang.ts": "setInterval(() => {}, 1000);" });
  try {
    const result = await run(CURRENT, [join(folder, "hang.ts")], { timeoutMs: 500 });
    assert.equal(result.timedOut, true);
    assert.equal(result.code, null);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("exec() takes variables away that would arm the product", async () => {
  const result = await exec(["env"], { env: { KEEPTRACE_DIR: "/here", HOME: undefined } });
  assert.match(result.stdout, /^KEEPTRACE_DIR=\/here$/m);
  assert.doesNotMatch(result.stdout, /^(HOME|NODE_TEST_CONTEXT)=/m);
});

test("exec() rejects when there is no such command", async () => {
  await assert.rejects(exec(["/nowhere/at/all"]));
});
