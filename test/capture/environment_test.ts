import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { FileHashes, SourceReader } from "../../capture/environment.ts";

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A file with this text, last changed in a second of the past. */
function write(path: string, text: string, second: number): string {
  writeFileSync(path, text);
  utimesSync(path, second, second);
  return pathToFileURL(path).href;
}

function folder(): string {
  return mkdtempSync(join(tmpdir(), "keeptrace-environment-"));
}

test("SourceReader.source() gives text and hash, and without the text says why", () => {
  const url = write(join(folder(), "a.js"), "let café;", 1);
  const kept = new SourceReader(true, new FileHashes());
  assert.deepEqual(kept.source(url), { url, hash: sha256("let café;"), text: "let café;" });
  const bare = new SourceReader(false, new FileHashes());
  const omitted = "sources were not to be kept (sources: false)";
  assert.deepEqual(bare.source(url), { url, hash: sha256("let café;"), omitted });
  assert.equal(bare.text(url), "let café;");
});

test("SourceReader.source() says why a source is not there", () => {
  const reader = new SourceReader(true, new FileHashes());
  const missing = pathToFileURL(join(folder(), "missing.js")).href;
  assert.match(reader.source(missing)?.omitted ?? "", /^it could not be read: /);
  assert.equal(reader.source("https://example.org/a.js")?.omitted, "it was not a file on the recording machine");
  assert.equal(reader.source("node:fs"), undefined);
  const long = write(join(folder(), "long.js"), "x".repeat(1_000_001), 1);
  assert.deepEqual(reader.source(long), {
    url: long,
    hash: sha256("x".repeat(1_000_001)),
    omitted: "it has 1000001 bytes",
  });
});

test("SourceReader.modules() hashes files, the program's own before those of packages", () => {
  const own = write(join(folder(), "own.js"), "own", 1);
  const missing = pathToFileURL(join(folder(), "node_modules", "gone.js")).href;
  const reader = new SourceReader(true, new FileHashes());
  assert.deepEqual(reader.modules([missing, "node:fs", own, own]), [{ url: own, hash: sha256("own") }, {
    url: missing,
  }]);
});

test("FileHashes makes the hash of a file again when the file has changed, and only then", () => {
  const path = join(folder(), "a.js");
  const hashes = new FileHashes();
  const hashOf = () => new SourceReader(true, hashes).modules([pathToFileURL(path).href])[0]?.hash;
  write(path, "one", 1);
  assert.equal(hashOf(), sha256("one"));
  write(path, "two", 2);
  assert.equal(hashOf(), sha256("two"));
  write(path, "three", 2);
  assert.equal(hashOf(), sha256("three"));
  const same = { size: 5, mtimeMs: 2000 };
  assert.equal(hashes.hash(path, same, () => assert.fail("read")), sha256("three"));
});
