import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import test from "node:test";
import type { Header, ModuleRecord } from "../../../dump/format.ts";
import { Checkout } from "../../../replay/live/checkout.ts";
import { type EnvironmentMatch, matchEnvironment, type MatchOptions } from "../../../replay/live/match.ts";
import { sampleDump } from "../../helpers/build_dump.ts";
import { temporaryFolder } from "../../helpers/crash.ts";

const HERE = { runtime: { name: "deno", version: "2.9.5" }, platform: "linux" } as const;

/** A folder with some files. */
function folderWith(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function record(cwd: string, name: string, text: string): ModuleRecord {
  return { url: pathToFileURL(join(cwd, name)).href, hash: createHash("sha256").update(text).digest("hex") };
}

function match(
  cwd: string,
  root: string,
  modules: readonly ModuleRecord[],
  more: { here?: MatchOptions["here"]; accept?: string[] } = {},
): EnvironmentMatch {
  const { header } = sampleDump();
  const here: Header = { ...header, runtime: { name: "deno", version: "2.1.0" }, platform: "linux", cwd };
  return matchEnvironment({
    header: here,
    modules,
    checkout: new Checkout(root, cwd),
    here: more.here ?? HERE,
    accept: more.accept ?? [],
  });
}

test("matchEnvironment() allows the same runtime, major version, platform and modules", () => {
  const root = folderWith({ "src/a.ts": "a" });
  const { rows, allowed, why } = match(root, root, [record(root, "src/a.ts", "a")]);
  assert.deepEqual(rows.map(({ what, state }) => `${what} ${state}`), [
    "runtime same",
    "platform same",
    "src/a.ts same",
  ]);
  assert.deepEqual([allowed, why], [true, undefined]);
});

test("matchEnvironment() names what differs, and allows it when all of it is accepted by name", () => {
  const root = folderWith({ "src/a.ts": "a", "b.ts": "b" });
  const modules = [record(root, "src/a.ts", "other"), record(root, "b.ts", "b"), record(root, "gone.ts", "g"), {
    url: pathToFileURL(join(root, "b.ts")).href,
  }];
  const here = { runtime: { name: "node", version: "22.0.0" }, platform: "win32" } as const;
  const refused = match(root, root, modules, { here });
  assert.equal(refused.allowed, false);
  assert.equal(
    refused.why,
    "runtime deno 2.1.0 is node 22.0.0 here, platform linux is win32 here, src/a.ts is not the same, gone.ts is " +
      "missing, b.ts was recorded without a hash; what differs must be accepted by name",
  );
  const names = ["runtime", "platform", "src/a.ts", pathToFileURL(join(root, "gone.ts")).href];
  assert.equal(match(root, root, modules, { here, accept: names }).allowed, false);
  const allowed = match(root, root, modules, { here, accept: [...names, join(root, "b.ts")] });
  assert.equal(allowed.allowed, true);
  assert.deepEqual(allowed.rows.map(({ accepted }) => accepted), [true, true, true, false, true, true]);
});

test("matchEnvironment() names a few of many things that differ", () => {
  const root = folderWith({});
  const modules = Array.from({ length: 9 }, (_, at) => record(root, `m${at}.ts`, "m"));
  assert.match(
    match(root, root, modules).why ?? "",
    /^m0\.ts is missing, .*, m5\.ts is missing and 3 more; what differs/,
  );
});

test("matchEnvironment() tells major versions apart, minor ones not", () => {
  const root = folderWith({});
  const version = (text: string) =>
    match(root, root, [], { here: { ...HERE, runtime: { name: "deno", version: text } } });
  assert.deepEqual(["2.0.0", "2.99.1", "3.0.0", "1.46.0"].map((text) => version(text).allowed), [
    true,
    true,
    false,
    false,
  ]);
});

test("matchEnvironment() finds a checkout that lies elsewhere, and says when there is none", () => {
  const root = folderWith({ "src/a.ts": "a" });
  const modules = [record("/app", "src/a.ts", "a"), record("/lib", "x.ts", "x")];
  const moved = match("/app", root, modules);
  assert.deepEqual(moved.rows.map(({ state }) => state), ["same", "same", "same", "outside"]);
  assert.equal(moved.allowed, true);
  const elsewhere = match("/other", root, modules);
  assert.equal(elsewhere.why, `no module of the program lies below ${root}`);
});

test("a checkout reads nothing outside of its root, through links either", () => {
  const outside = folderWith({ "secret.ts": "s" });
  const root = folderWith({ "a.ts": "a" });
  symlinkSync(join(outside, "secret.ts"), join(root, "link.ts"));
  symlinkSync(outside, join(root, "folder"));
  mkdirSync(join(root, "sub.ts"));
  const checkout = new Checkout(root, root);
  for (const name of ["link.ts", "folder/secret.ts", "sub.ts", "../" + outside.split("/").at(-1) + "/secret.ts"]) {
    assert.equal(checkout.read(join(root, name)), undefined, name);
  }
  for (
    const url of ["https://example.com/a.ts", "data:text/javascript,1", "node:fs", "a.ts", "file:///proc/self/environ"]
  ) {
    assert.equal("why" in checkout.find(url), true, url);
  }
  assert.equal(checkout.read(join(root, "a.ts"))?.text, "a");
});
