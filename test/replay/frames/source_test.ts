import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { readBelow } from "../../../replay/frames/read_below.ts";
import { RecordedSource } from "../../../replay/frames/source.ts";

const TEXT = "const answer = 42;\nthrow answer;\n";
const HASH = createHash("sha256").update(TEXT).digest("hex");

/** Runs something in a folder with `app/crash.ts` in it. */
function inFolder(run: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "keeptrace-source-"));
  try {
    mkdirSync(join(folder, "app"));
    writeFileSync(join(folder, "app", "crash.ts"), TEXT);
    run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("Source.line() counts from 1 and knows every end of a line", () => {
  const source = new RecordedSource({ url: "file:///a.js", text: "a\nb\r\nc\rd\u2028e" });
  assert.equal(source.lineCount, 5);
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6].map((line) => source.line(line)), [
    undefined,
    "a",
    "b",
    "c",
    "d",
    "e",
    undefined,
  ]);
  assert.equal(source.origin, "dump");
});

test("Source without a text says why, and has no lines", () => {
  const source = new RecordedSource({ url: "file:///a.js", omitted: "longer than the limit" });
  assert.equal(source.text, undefined);
  assert.equal(source.origin, undefined);
  assert.equal(source.omitted, "longer than the limit");
  assert.equal(source.lineCount, 0);
  assert.equal(source.line(1), undefined);
});

test("Source is read from below the root when the hash is the recorded one", () => {
  inFolder((folder) => {
    const root = { root: folder, cwd: "/elsewhere" };
    for (const url of [pathToFileURL(join(folder, "app", "crash.ts")).href, join(folder, "app", "crash.ts")]) {
      const source = new RecordedSource({ url, hash: HASH }, readBelow(root));
      assert.equal(source.text, TEXT);
      assert.equal(source.origin, "disk");
      assert.equal(source.omitted, undefined);
      assert.equal(source.line(2), "throw answer;");
    }
  });
});

test("Source is found by its path from the program's folder when the checkout lies elsewhere", () => {
  inFolder((folder) => {
    const source = new RecordedSource(
      { url: "file:///srv/shop/app/crash.ts", hash: HASH },
      readBelow({
        root: folder,
        cwd: "/srv/shop",
      }),
    );
    assert.equal(source.text, TEXT);
  });
});

test("Source is not read from disk without a root, without a hash, or when the hash differs", () => {
  inFolder((folder) => {
    const url = join(folder, "app", "crash.ts");
    const root = { root: folder, cwd: folder };
    assert.equal(new RecordedSource({ url, hash: HASH }).text, undefined);
    assert.match(new RecordedSource({ url }, readBelow(root)).omitted ?? "", /no hash/);
    assert.match(
      new RecordedSource({ url, hash: HASH.replace(/^./, "x") }, readBelow(root)).omitted ?? "",
      /another version/,
    );
  });
});

test("Source of the dump wins over the one on disk", () => {
  inFolder((folder) => {
    const record = { url: join(folder, "app", "crash.ts"), hash: HASH, text: "as recorded" };
    assert.equal(new RecordedSource(record, readBelow({ root: folder, cwd: folder })).text, "as recorded");
  });
});

test("Source outside of the root is never opened", () => {
  inFolder((folder) => {
    const outside = join(folder, "secret.txt");
    writeFileSync(outside, TEXT);
    const root = readBelow({ root: join(folder, "app"), cwd: "/srv" });
    const urls = [
      outside,
      pathToFileURL(outside).href,
      join(folder, "app", "..", "secret.txt"),
      "../secret.txt",
      `file:///srv/../..${outside}`,
      "/srv/../secret.txt",
      "file://host/share/secret.txt",
      "http://host/secret.txt",
      "data:text/plain,x",
      "node:fs",
      join(folder, "app"),
      `${join(folder, "app", "crash.ts")}\0`,
      "file:///%00",
      "",
    ];
    for (const url of urls) assert.equal(new RecordedSource({ url, hash: HASH }, root).text, undefined, url);
  });
});

test("Source behind a link that leaves the root is not read", () => {
  if (process.platform === "win32") return;
  inFolder((folder) => {
    const outside = join(folder, "secret.txt");
    writeFileSync(outside, TEXT);
    symlinkSync(outside, join(folder, "app", "link.ts"));
    symlinkSync(folder, join(folder, "app", "up"));
    const root = readBelow({ root: join(folder, "app"), cwd: "/srv" });
    for (const path of ["link.ts", "up/secret.txt"]) {
      assert.equal(new RecordedSource({ url: join(folder, "app", path), hash: HASH }, root).text, undefined);
    }
    symlinkSync(join(folder, "app", "crash.ts"), join(folder, "app", "inside.ts"));
    assert.equal(new RecordedSource({ url: join(folder, "app", "inside.ts"), hash: HASH }, root).text, TEXT);
  });
});
