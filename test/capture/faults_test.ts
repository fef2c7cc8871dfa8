import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { readDump } from "../../dump/read.ts";
import { commandOf, CURRENT, exec, ROOT, run } from "../helpers/runtimes.ts";

const PROGRAM = join(ROOT, "test", "fixtures", "capture", "dump_loop.ts");
const folder = () => mkdtempSync(join(tmpdir(), "keeptrace-faults-"));

/** Reads every dump of a folder to its last byte and returns how many there are. */
function verifyAll(dir: string): number {
  const names = readdirSync(dir).filter((name) => /\.cbor$/.test(name));
  for (const name of names) readDump(readFileSync(join(dir, name))).heap.verify();
  return names.length;
}

test("dump() leaves whole files or none when the process is killed at any moment", async () => {
  const dir = folder();
  for (let round = 0; round < 6; round++) {
    const [command = "", ...args] = commandOf(CURRENT, [PROGRAM, dir, "1000", "3000"]);
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore"] });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    await new Promise((resolve) => setTimeout(resolve, 40 + round * 37));
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGKILL");
    await ended;
    verifyAll(dir);
  }
  assert.ok(readdirSync(dir).filter((name) => name.endsWith(".tmp")).length <= 6);
});

test("dump() keeps out of the way of another process that writes into the same folder", async () => {
  const dir = folder();
  const results = await Promise.all([1, 2].map(() => run(CURRENT, [PROGRAM, dir, "30", "100"])));
  for (const { stdout, stderr, code } of results) {
    assert.deepEqual([stdout, stderr, code], ["begun\nwritten 30\n", "", 0]);
  }
  assert.ok(verifyAll(dir) >= 40);
});

test("dump() says in one line that a file may not grow any further, and the program goes on", async () => {
  const dir = folder();
  const command = commandOf(CURRENT, [PROGRAM, dir, "2", "5000"]).map((word) => `'${word}'`).join(" ");
  // 8 KiB for any file: what a full disk looks like from inside.
  const { stdout, stderr, code } = await exec(["sh", "-c", `ulimit -f 16; trap '' XFSZ; exec ${command}`]);
  assert.deepEqual([stdout, code], ["begun\nwritten 0\n", 0]);
  assert.match(stderr, /^(?:keeptrace: cannot write a dump into [^\n]+: [^\n]+\n){2}$/);
  assert.deepEqual(readdirSync(dir), []);
});

test("dump() says in one line that the folder cannot be made, and the program goes on", async () => {
  const file = join(folder(), "file");
  writeFileSync(file, "");
  const { stdout, stderr, code } = await run(CURRENT, [PROGRAM, join(file, "below"), "1", "1"]);
  assert.deepEqual([stdout, code], ["begun\nwritten 0\n", 0]);
  assert.match(stderr, /^keeptrace: cannot write a dump into [^\n]+\n$/);
});

test("dump() does not write through links that stand in the folder", async () => {
  const dir = folder();
  const outside = folder();
  mkdirSync(join(outside, "kept"));
  symlinkSync(join(outside, "kept"), join(dir, "2026-01-01T00-00-00.000Z-Error-00000000.cbor"));
  await run(CURRENT, [PROGRAM, dir, "3", "1"]);
  assert.deepEqual(readdirSync(join(outside, "kept")), []);
  assert.equal(statSync(join(outside, "kept")).isDirectory(), true);
});
