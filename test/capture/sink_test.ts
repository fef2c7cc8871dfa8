import assert from "node:assert/strict";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import test from "node:test";
import { writeDumpFile } from "../../capture/sink.ts";

const folder = () => mkdtempSync(join(tmpdir(), "keeptrace-sink-"));
const BYTES = new Uint8Array([1, 2, 3]);
const write = (dir: string, errorName = "TypeError", maxDumps = 100) =>
  writeDumpFile(BYTES, { dir, errorName, compressed: false, maxDumps });

test("writeDumpFile() makes the folder and a private file named by time and error", () => {
  const path = write(join(folder(), "a", "b"));
  assert.match(basename(path), /^\d{4}-\d\d-\d\dT[\d-]+\.\d{3}Z-TypeError-[0-9a-f]{8}\.cbor$/);
  assert.deepEqual(new Uint8Array(readFileSync(path)), BYTES);
  assert.equal(statSync(path).mode & 0o777, 0o600);
});

test("writeDumpFile() fails, and ends, where no folder can be made", { skip: !existsSync("/proc/self") }, () => {
  assert.throws(() => write("/proc/none/dumps"), { code: "ENOENT" });
  const file = join(folder(), "file");
  writeFileSync(file, "");
  assert.throws(() => write(join(file, "dumps")), { code: "ENOTDIR" });
});

test("writeDumpFile() leaves no other file and never collides", () => {
  const dir = folder();
  const paths = new Set(Array.from({ length: 20 }, () => write(dir)));
  assert.equal(paths.size, 20);
  assert.equal(readdirSync(dir).length, 20);
});

test("writeDumpFile() names a file safely whatever the error is called", () => {
  const path = write(folder(), "../../etc/passwd\u0000 \u202e");
  assert.match(basename(path), /Z-_etc_passwd_-[0-9a-f]{8}\.cbor$/);
});

test("writeDumpFile() drops the oldest dumps and nothing else", () => {
  const dir = folder();
  writeFileSync(join(dir, "notes.cbor"), "mine");
  for (let i = 0; i < 5; i++) write(dir, "E", 3);
  const names = readdirSync(dir);
  assert.equal(names.filter((name) => name.includes("-E-")).length, 3);
  assert.ok(names.includes("notes.cbor"));
});

test("writeDumpFile() removes what a killed process left behind, after an hour", () => {
  const dir = folder();
  const [old, young] = ["0", "1"].map((digit) => join(dir, `.keeptrace-${digit.repeat(16)}.tmp`));
  for (const path of [old!, young!]) writeFileSync(path, "half");
  utimesSync(old!, new Date(0), new Date(0));
  write(dir);
  assert.deepEqual([existsSync(old!), existsSync(young!)], [false, true]);
});

test("writeDumpFile() does not follow a link in the place of the folder's file", () => {
  const dir = folder();
  const target = join(folder(), "target");
  symlinkSync(target, join(dir, "link.cbor"));
  write(dir);
  assert.equal(existsSync(target), false);
});

test("writeDumpFile() fails where a file stands in the place of the folder", () => {
  const file = join(folder(), "file");
  writeFileSync(file, "");
  assert.throws(() => write(file), /EEXIST|ENOTDIR|exists|Not a directory/i);
});
