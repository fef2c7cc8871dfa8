/**
 * Folders with more in them than dumps.
 *
 * @module
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { writeDump } from "../../../dump/write.ts";
import { smallestDump } from "../../helpers/build_dump.ts";
import { program } from "../../helpers/program.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "keeptrace-folder-"));
process.on("exit", () => rmSync(FOLDER, { recursive: true, force: true }));
const DUMP = writeDump(smallestDump());

function newFolder(name: string): string {
  const folder = join(FOLDER, name);
  mkdirSync(folder);
  return folder;
}

const noPipes = process.platform === "win32" && "there are no pipes in folders";

test("ls passes pipes, links in circles, folders and broken files by", { skip: noPipes }, async () => {
  const folder = newFolder("odd");
  writeFileSync(join(folder, "good.cbor"), DUMP);
  execFileSync("mkfifo", [join(folder, "pipe.cbor")]);
  symlinkSync(join(folder, "b.cbor"), join(folder, "a.cbor"));
  symlinkSync(join(folder, "a.cbor"), join(folder, "b.cbor"));
  symlinkSync(join(folder, "nowhere"), join(folder, "gone.cbor"));
  symlinkSync(folder, join(folder, "self.cbor"));
  symlinkSync("/dev/zero", join(folder, "zero.cbor"));
  mkdirSync(join(folder, "folder.cbor"));
  writeFileSync(join(folder, "empty.cbor"), "");
  writeFileSync(join(folder, "short.cbor"), DUMP.subarray(0, 2));
  const { code, stdout, stderr } = await program(["ls", folder]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.deepEqual(stdout.match(/\S+\.cbor/g), [join(folder, "good.cbor")]);
});

test("names of files are escaped wherever they are shown", { skip: noPipes }, async () => {
  const folder = newFolder("names");
  const names = ["a\u001b]0;x\u0007.cbor", "b\u202egnp.cbor", "c\nd.cbor", "e\u200bf.cbor"];
  for (const name of names) writeFileSync(join(folder, name), DUMP);
  writeFileSync(join(folder, "\u001b[2Jbad.cbor"), DUMP.subarray(0, 40));
  const paths = names.map((name) => join(folder, name));
  for (const face of ["ls", "show", "peek", "verify", "secrets"]) {
    for (const argv of [[face, folder], [face, ...paths], [face, folder, "--json"]]) {
      const { stdout, stderr } = await program(argv);
      // deno-lint-ignore no-control-regex
      assert.doesNotMatch(stdout + stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/, face);
      assert.doesNotMatch(stdout + stderr, /^d\.cbor/m, face);
    }
  }
});

test("of very many dumps in a folder the newest are looked at", async () => {
  const folder = newFolder("many");
  for (let at = 0; at < 1003; at++) writeFileSync(join(folder, `${at}.cbor`), DUMP);
  for (const old of [7, 8, 9]) utimesSync(join(folder, `${old}.cbor`), 1, 1);
  const { code, stdout, stderr } = await program(["ls", folder, "--json"]);
  assert.equal(code, 0);
  assert.match(stderr, /^keeptrace: \S+many: 3 older files not looked at; name those that are wanted\n$/);
  const { groups: [group] } = JSON.parse(stdout);
  assert.equal(group.count, 1000);
  assert(!group.files.includes(join(folder, "8.cbor")));
});

test("a compressed file that is too large to be a dump is refused before it is read", async () => {
  const path = join(FOLDER, "large.cbor.gz");
  writeFileSync(path, gzipSync(DUMP));
  truncateSync(path, 2 ** 30);
  for (const argv of [["show", path], ["ls", path], ["peek", path]]) {
    const { stderr } = await program(argv);
    assert.match(stderr, /^keeptrace: \S+: it is compressed, and too large to be a dump\n$/, argv[0]);
  }
});

test("a folder that may not be read is one line", async () => {
  const { code, stderr } = await program(["ls", join(FOLDER, "nowhere")]);
  assert.equal(code, 1);
  assert.match(stderr, /^keeptrace: [^\n]*there is no such file[^\n]*\n$/);
});
