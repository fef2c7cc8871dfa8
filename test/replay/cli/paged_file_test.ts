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

test("read() gives the bytes of a range, in memory that nothing else has", () => {
  onFile((pages) => {
    const range = pages.read(5000, 12_345);
    assert.deepEqual(range, BYTES.subarray(5000, 12_345));
    range.fill(0);
    assert.deepEqual(pages.read(0, SIZE), BYTES);
    assert.equal(pages.read(7, 7).length, 0);
  });
});

test("head() and read() of a file that became shorter say so", () => {
  onFile((pages, path) => {
    truncateSync(path, 100);
    assert.throws(() => pages.head(15_000), { code: "truncated" });
    assert.throws(() => pages.read(50, 200), { code: "truncated", offset: 100 });
  });
});
