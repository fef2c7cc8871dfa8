import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import test from "node:test";
import { FORMAT_VERSION } from "../../dump/format.ts";
import { type DumpFile, readDump } from "../../dump/read.ts";
import { writeDump } from "../../dump/write.ts";
import { sampleDump } from "../helpers/build_dump.ts";

/**
 * Dumps of each released version of the format, and what is in them. They are never written again; a new version is
 * added by `KEEPTRACE_GOLDEN=write node --import tsx --test test/dump/golden_test.ts`.
 */
const FOLDER = new URL("../fixtures/dump/", import.meta.url);

/** Everything that a reader gets out of a file, as JSON lines. */
function contentsOf(file: DumpFile): string {
  const { version, header, tables, heap } = file;
  const lines = [line({ version }), line({ header })];
  for (const [table, records] of Object.entries(tables)) {
    for (const record of records as readonly unknown[]) lines.push(line({ [table]: record }));
  }
  for (const { values } of tables.scopes) lines.push(line({ values: values.map((value) => heap.slot(value)) }));
  for (let id = 0; id < heap.size; id++) lines.push(line({ node: heap.node(id) }));
  return lines.join("\n") + "\n";
}

/** JSON, with what JSON has not in words. */
function line(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) => {
    if (value instanceof Uint8Array) {
      return { bytes: [...value].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
    }
    if (value === undefined) return { is: "undefined" };
    if (typeof value === "bigint") return { is: `${value}n` };
    if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) {
      return { is: Object.is(value, -0) ? "-0" : `${value}` };
    }
    return typeof value === "string" && /\p{Surrogate}/u.test(value) ? { is: JSON.stringify(value) } : value;
  });
}

const name = `v${FORMAT_VERSION.join(".")}`;
if (process.env["KEEPTRACE_GOLDEN"] === "write" && !existsSync(new URL(`${name}.cbor`, FOLDER))) {
  const bytes = writeDump(sampleDump());
  writeFileSync(new URL(`${name}.cbor`, FOLDER), bytes);
  writeFileSync(new URL(`${name}.cbor.gz`, FOLDER), writeDump(sampleDump(), { compress: true }));
  writeFileSync(new URL(`${name}.jsonl`, FOLDER), contentsOf(readDump(bytes)));
}

const GOLDEN = readdirSync(FOLDER).filter((file) => /^v\d+\.\d+\.cbor(\.gz)?$/.test(file)).sort();

for (const file of GOLDEN) {
  test(`readDump() opens ${file} as it always did`, () => {
    const expected = readFileSync(new URL(file.replace(/\.cbor(\.gz)?$/, ".jsonl"), FOLDER), "utf8");
    const opened = readDump(readFileSync(new URL(file, FOLDER)));
    assert.equal(opened.compressed, file.endsWith(".gz"));
    assert.equal(contentsOf(opened), expected);
    opened.heap.verify();
  });
}

test("there is a golden file of the version that is written", () => {
  assert.ok(GOLDEN.includes(`${name}.cbor`), `KEEPTRACE_GOLDEN=write makes ${name}.cbor`);
});
