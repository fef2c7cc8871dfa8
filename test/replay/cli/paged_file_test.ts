import test from "node:test";
import assert from "node:assert/strict";
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PagedFile } from "../../../replay/cli/paged_file.ts";

const SIZE = 20_000;
const BYTES = Uint8Array.from({ length: SIZE }, (_, at) => at * 31 % 251 + 1);

function onFile(use: (pages: PagedFile, path: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "paged-file-"));
  try {
    const path = join(folder, "bytes");
    writeFileSync(path, BYTES);
    const file = openSync(path, "r");
    try {
      use(new PagedFile(file, SIZE), path);
    } finally {
      closeSync(file);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("head() gives nine bytes from any offset on, in any order, and fewer at the end", () => {
  onFile((pages) => {
    for (const offset of [0, 2, 60, 64, 7000, 7003, 11_000, 0, 19_980, 19_995, 4, 19_999]) {
      assert.deepEqual([...pages.head(offset)], [...BYTES.subarray(offset, offset + 9)], `${offset}`);
    }
    assert.equal(pages.head(SIZE).length, 0);
  });
});

test("head() puts nothing into the bytes of the file, and load() the pages of its range", () => {
  onFile((pages) => {
    pages.head(5000);
    assert.ok(pages.bytes.every((byte) => byte === 0));
    pages.load(5000, 5001);
    assert.deepEqual(pages.bytes.subarray(4096, 8192), BYTES.subarray(4096, 8192));
    assert.ok(pages.bytes.subarray(8192).every((byte) => byte === 0));
  });
});

test("head() of a file that became shorter says so", () => {
  onFile((pages, path) => {
    truncateSync(path, 100);
    assert.throws(() => pages.head(15_000), { code: "truncated" });
  });
});
