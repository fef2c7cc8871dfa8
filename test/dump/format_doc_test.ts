/**
 * docs/format.md against the code: what it lists is what there is, and nothing else.
 *
 * @module
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { isReason } from "../../dump/decode_slot.ts";
import { ANY_RATIO, MAX_EXPANDED, MAX_RATIO } from "../../dump/decompress.ts";
import { Attribute, Escape, FORMAT_VERSION, HEAP_CHUNK, NodeKind, type OmittedReason } from "../../dump/format.ts";
import type { DumpErrorCode, HeapNode } from "../../dump/read.ts";
import { readDump } from "../../dump/read.ts";
import {
  MAX_COST,
  MAX_DEPTH,
  MAX_KEY_BYTES,
  MAX_MAP_ENTRIES,
  MAX_OUTER_COST,
  MAX_TABLES_COST,
} from "../../dump/scan.ts";
import { MAX_VARIABLES } from "../../dump/tables.ts";
import { writeDump } from "../../dump/write.ts";
import { hostMembers } from "../../replay/rehydrate/host_members.ts";
import { sampleDump } from "../helpers/build_dump.ts";

const FORMAT = readFileSync(new URL("../../docs/format.md", import.meta.url), "utf8");
const HOSTS = readFileSync(new URL("../../capture/describe/hosts.ts", import.meta.url), "utf8");
const CDDL = /```cddl\n(.*?)```/s.exec(FORMAT)![1]!;

/** All codes and all reasons: a type error when one is missing. */
const CODES: Readonly<Record<DumpErrorCode, true>> = {
  empty: true,
  "not-a-dump": true,
  truncated: true,
  corrupt: true,
  version: true,
  limit: true,
  invalid: true,
};
const REASONS: Readonly<Record<OmittedReason, true>> = {
  depth: true,
  count: true,
  length: true,
  size: true,
  time: true,
  redacted: true,
  skipped: true,
  accessor: true,
  unsupported: true,
  "no-inspector": true,
  failed: true,
};

/** The rows of the table under this head, cells trimmed. */
function table(head: RegExp): string[][] {
  const lines = FORMAT.split("\n");
  const start = lines.findIndex((line) => head.test(line));
  assert.ok(start >= 0, String(head));
  const end = lines.findIndex((line, at) => at > start && !line.startsWith("|"));
  return lines.slice(start + 2, end).map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
}

/** What stands in backticks. */
function quoted(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
}

/** The texts that a field may have, as the CDDL lists them. */
function choices(rule: string, field: string): string[] {
  const body = new RegExp(`^${rule} = \\{.*?^\\}`, "ms").exec(CDDL)?.[0] ?? "";
  const line = new RegExp(`"${field}": ((?:"[^"]+"(?: / )?)+)`).exec(body)?.[1] ?? "";
  return [...line.matchAll(/"([^"]+)"/g)].map(([, text]) => text!);
}

/** The members of platform classes that the recorder reads, as its source lists them. */
function recorded(): Map<string, string[]> {
  const body = /const MEMBERS[^{]*\{(.*?)^\};/ms.exec(HOSTS)![1]!;
  return new Map(
    [...body.matchAll(/^ {2}"?([\w.]+)"?: \[(.*?)\],/gm)].map((
      [, name, members],
    ) => [name!, [...members!.matchAll(/"([^"]+)"/g)].map(([, member]) => member!)]),
  );
}

test("docs/format.md lists the kinds of nodes that there are", () => {
  assert.deepEqual(table(/^\| kind \| what/).map(([kind]) => Number(kind)), Object.values(NodeKind));
});

test("docs/format.md lists the escapes, attributes and reasons that there are", () => {
  const escapes = [...CDDL.matchAll(/^[\w-]+ = \[(\d+), /gm)].map(([, number]) => Number(number));
  assert.deepEqual(escapes, Object.values(Escape));
  const attributes = /a sum of ([^.]*)\./s.exec(FORMAT)![1]!.split(",").map((part) => part.trim().split(/\s+/));
  const names = new Map(attributes.map(([number, name]) => [name, Number(number)]));
  assert.deepEqual(Object.fromEntries(names), { ...Attribute });
  const reasons = table(/^\| reason/).map(([reason]) => quoted(reason!)[0]!);
  assert.deepEqual(reasons, Object.keys(REASONS));
  assert.ok(reasons.every(isReason));
  const inSchema = /^reason = (.*?)\n\n/ms.exec(`${CDDL}\n\n`)![1]!;
  assert.deepEqual([...inSchema.matchAll(/"([^"]+)"/g)].map(([, reason]) => reason), reasons);
});

test("docs/format.md lists the members of platform objects as they are recorded and read", () => {
  const documented = new Map(
    table(/^\| class/).flatMap(([classes, slots]) => quoted(classes!).map((name) => [name, quoted(slots!)] as const)),
  );
  const others = new Map([["Intl", documented.get("Intl.NumberFormat")], [
    "Temporal",
    documented.get("Temporal.Instant"),
  ]]);
  const members = recorded();
  assert.ok(members.size > 20);
  for (const [name, read] of members) {
    const slots = documented.get(name) ?? others.get(name.split(".")[0]!);
    assert.deepEqual(slots?.filter((slot) => slot !== "bytes"), read, name);
    const rebuilt = hostMembers({ payload: [name] } as unknown as HeapNode).map(({ name, form }) =>
      name + (form === "method" ? "()" : form === "pairs" ? "…" : "")
    );
    assert.deepEqual(rebuilt, slots, name);
  }
  for (const name of documented.keys()) if (name !== "Intl" && name !== "Temporal") assert.ok(members.has(name), name);
});

test("docs/format.md lists the texts of each field that the reader takes", () => {
  const takes = (text: string, change: (dump: ReturnType<typeof sampleDump>, text: never) => void): void => {
    const dump = structuredClone(sampleDump());
    change(dump, text as never);
    assert.doesNotThrow(() => readDump(writeDump(dump)), text);
  };
  const set = (target: object, field: string, text: string): void => void Reflect.set(target, field, text);
  const fields = [
    ["scope", "type", 8, "scopes"],
    ["frame", "origin", 3, "frames"],
    ["function", "kind", 7, "functions"],
  ] as const;
  for (const [rule, field, count, records] of fields) {
    const texts = choices(rule, field);
    assert.equal(texts.length, count, rule);
    for (const text of texts) takes(text, ({ tables }) => set(tables[records][0]!, field, text));
  }
  for (const text of choices("header", "trigger")) takes(text, ({ header }) => set(header, "trigger", text));
  const members = choices("member", "kind");
  assert.equal(members.length, 5);
  for (const text of members) {
    takes(
      text,
      ({ tables }) => set(tables.classes.find(({ members }) => members.length > 0)!.members[0]!, "kind", text),
    );
  }
});

test("docs/format.md tells the version, the limits and the codes of errors that there are", () => {
  const mebibytes = (bytes: number): string => `${bytes / 2 ** 20} MiB`;
  const plain = FORMAT.replaceAll(/\s+/g, " ");
  for (
    const text of [
      `This page describes format ${FORMAT_VERSION.join(".")}`,
      `all chunks but the last have ${HEAP_CHUNK} nodes`,
      `nested deeper than ${MAX_DEPTH}`,
      `maps of more than ${MAX_MAP_ENTRIES} entries`,
      `map keys of more than ${MAX_KEY_BYTES} bytes`,
      `more than about ${mebibytes(MAX_COST)} of memory`,
      `tables that would take more than ${mebibytes(MAX_TABLES_COST)}`,
      `with the list of the parts, of more than ${mebibytes(MAX_OUTER_COST)}`,
      `scopes that have more than ${MAX_VARIABLES.toLocaleString("en")} variables`,
      `expands to more than ${mebibytes(ANY_RATIO)} and ${MAX_RATIO} times its size, or to more than ${
        mebibytes(MAX_EXPANDED)
      }`,
    ]
  ) assert.ok(plain.includes(text), text);
  assert.deepEqual(table(/^\| code/).map(([code]) => quoted(code!)[0]), Object.keys(CODES));
});
