import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import test from "node:test";
import { writeDump } from "../../../dump/write.ts";
import { withSession } from "../../../replay/cli/open_session.ts";
import { filePieces } from "../../../replay/cli/read_file.ts";
import type { Stdio } from "../../../replay/cli/stdio.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "file-pieces-"));
process.on("exit", () => rmSync(FOLDER, { recursive: true, force: true }));

const SIZE = 2_500_000;

function newFile(): string {
  const path = join(FOLDER, "log");
  writeFileSync(path, new Uint8Array(SIZE).map((_, at) => at % 251));
  return path;
}

function sumOf(pieces: Iterable<Uint8Array>): readonly [size: number, sum: number] {
  let [size, sum] = [0, 0];
  for (const piece of pieces) {
    size += piece.length;
    for (const byte of piece) sum += byte;
  }
  return [size, sum];
}

test("filePieces() gives a file from its beginning as often as it is asked", () => {
  const pieces = filePieces(newFile());
  const first = sumOf(pieces);
  assert.equal(first[0], SIZE);
  assert.deepEqual(sumOf(pieces), first);
});

test("filePieces() ends where a file ended when it was found, though it grows while it is read", () => {
  const path = newFile();
  let size = 0;
  for (const piece of filePieces(path)) {
    size += piece.length;
    appendFileSync(path, piece);
  }
  assert.equal(size, SIZE);
});

test("filePieces() ends early when a file becomes shorter", () => {
  const path = newFile();
  let size = 0;
  for (const piece of filePieces(path)) {
    size += piece.length;
    truncateSync(path, 10);
  }
  assert.equal(size, 1024 * 1024);
});

test("filePieces() closes a file that is not read to its end", {
  skip: process.platform !== "linux" && "no list of open files",
}, () => {
  const open = () => readdirSync("/proc/self/fd").length;
  const pieces = filePieces(newFile());
  const before = open();
  for (let time = 0; time < 50; time++) {
    for (const piece of pieces) {
      assert.ok(piece.length > 0);
      break;
    }
  }
  assert.ok(open() < before + 10, `${before} ${open()}`);
});

test("filePieces() says at once what is wrong", () => {
  assert.throws(() => filePieces(join(FOLDER, "none")), /there is no such file/);
  assert.throws(() => filePieces(FOLDER), /it is a folder/);
});

test("withSession() closes a large dump when it is no longer in use, and also when it is damaged", {
  skip: process.platform !== "linux" && "no list of open files",
}, async () => {
  const open = () => readdirSync("/proc/self/fd").length;
  const builder = new DumpBuilder();
  builder.exception({ value: 1, message: "x".repeat(2 ** 20) });
  const list = builder.array(..."x".repeat(20).split("").map(() => "y".repeat(2 ** 20)));
  builder.exception({ value: list });
  const path = join(FOLDER, "large.cbor");
  const bytes = writeDump(builder.build());
  writeFileSync(path, bytes);
  const stdio = { stdin: process.stdin } as unknown as Stdio;
  const before = open();
  for (let time = 0; time < 40; time++) {
    await withSession(path, stdio, {}, (session) => assert.equal(session.exceptions.length, 2));
  }
  writeFileSync(path, bytes.fill(0, 100));
  for (let time = 0; time < 40; time++) await assert.rejects(withSession(path, stdio, {}, () => {}));
  assert.ok(open() < before + 10, `${before} ${open()}`);
});
