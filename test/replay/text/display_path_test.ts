import assert from "node:assert/strict";
import test from "node:test";
import { displayCall, displayPath, displayPosition, toPath } from "../../../replay/text/display_path.ts";

test("toPath() turns file URLs into paths and leaves the rest", () => {
  assert.equal(toPath("file:///app/a%20b.ts"), "/app/a b.ts");
  assert.equal(toPath("file:///C:/app/a.ts"), "C:/app/a.ts");
  assert.equal(toPath("file:///app/100%.ts"), "/app/100%.ts");
  assert.equal(toPath("/app/a.ts"), "/app/a.ts");
  assert.equal(toPath("node:internal/x"), "node:internal/x");
  assert.equal(toPath("https://jsr.io/@a/b/mod.ts"), "https://jsr.io/@a/b/mod.ts");
});

test("displayPath() is relative below the folder of the program, absolute elsewhere", () => {
  assert.equal(displayPath("file:///app/src/a.ts", "/app"), "src/a.ts");
  assert.equal(displayPath("file:///app/src/a.ts", "/app/"), "src/a.ts");
  assert.equal(displayPath("file:///application/a.ts", "/app"), "/application/a.ts");
  assert.equal(displayPath("file:///other/a.ts", "/app"), "/other/a.ts");
  assert.equal(displayPath("file:///a.ts", "/"), "/a.ts");
  assert.equal(displayPath("file:///app", "/app"), "/app");
});

test("displayPosition() adds line and column", () => {
  assert.equal(displayPosition({ url: "file:///app/a.ts", line: 3, column: 7 }, "/app"), "a.ts:3:7");
});

test("displayCall() shows the file of a call from the folder of the program", () => {
  assert.equal(displayCall("at f (file:///srv/app/src/a%20b.ts:7)", "/srv/app"), "at f (src/a b.ts:7)");
  assert.equal(displayCall("at file:///srv/app/a.ts:7", "/srv/app"), "at a.ts:7");
  assert.equal(displayCall("at f (file:///elsewhere/a.ts:7)", "/srv/app"), "at f (/elsewhere/a.ts:7)");
  assert.equal(displayCall("at f (node:fs:7)", "/srv/app"), "at f (node:fs:7)");
});
