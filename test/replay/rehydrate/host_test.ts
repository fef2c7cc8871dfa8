import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { NodeKind, type Wire } from "../../../dump/format.ts";
import { omittedOf } from "../../../replay/rehydrate/omitted.ts";
import { preview } from "../../../replay/preview/preview.ts";
import { nodeOf } from "../../../replay/rehydrate/provenance.ts";
import { StubError } from "../../../replay/rehydrate/stub_error.ts";
import { type DumpBuilder, omitted } from "../../helpers/dump_builder.ts";
import { openValue } from "./open_values.ts";

/** Takes any value apart in a test. */
// deno-lint-ignore no-explicit-any
type Loose = any;

/** A platform object with these slots. */
function hostOf(path: string, ...slots: readonly Wire[]): Loose {
  return openValue((dump) => host(dump, path, ...slots));
}

function host(dump: DumpBuilder, path: string, ...slots: readonly Wire[]): number {
  return dump.node(NodeKind.host, { prototype: dump.builtinClass(path), payload: [path, ...slots] });
}

test("URL and URLSearchParams are rebuilt", () => {
  const url = hostOf("URL", "https://shop.example/a?b=1");
  assert(url instanceof URL);
  assert.equal(url.searchParams.get("b"), "1");
  assert.equal(nodeOf(url)?.internals.get("href"), "https://shop.example/a?b=1");
  assert.deepEqual([...hostOf("URLSearchParams", "a=1&a=2")], [["a", "1"], ["a", "2"]]);
});

test("Headers and FormData are rebuilt with their pairs in order", () => {
  const headers = hostOf("Headers", "accept", "*/*", "x-id", "7");
  assert(headers instanceof Headers);
  assert.deepEqual([...headers], [["accept", "*/*"], ["x-id", "7"]]);
  assert.deepEqual([...hostOf("FormData", "a", "1", "a", "2")], [["a", "1"], ["a", "2"]]);
});

test("DOMException is rebuilt without what making it here adds", () => {
  const error = hostOf("DOMException", "stopped", "AbortError", 20);
  assert(error instanceof DOMException);
  assert.deepEqual([error.name, error.message, error.code], ["AbortError", "stopped", 20]);
  assert.deepEqual(Object.getOwnPropertyNames(error), []);
});

test("objects of Intl are rebuilt from their resolved options", () => {
  const format = openValue((dump) => {
    const options = dump.object({ locale: "de-DE", style: "currency", currency: "EUR" });
    return host(dump, "Intl.NumberFormat", options);
  }) as Intl.NumberFormat;
  assert.equal(format.format(1.5).replace(/\s/g, " "), "1,50 €");
  assert.equal(String(hostOf("Intl.Locale", "pt-BR")), "pt-BR");
});

test("objects of Temporal are rebuilt where the runtime has it, else they tell their text", () => {
  const date = hostOf("Temporal.PlainDate", "2026-11-22");
  assert.equal(date.toString(), "2026-11-22");
  assert.equal(nodeOf(date)?.className, "PlainDate");
  if ("Temporal" in globalThis) assert.equal(date.year, 2026);
});

test("a URL that cannot be parsed becomes a mock that tells what was recorded", () => {
  const url = hostOf("URL", "not a url");
  assert.equal(url.href, "not a url");
  assert.equal(nodeOf(url)?.problem, undefined);
});

test("Blob, Request and their like become mocks that answer with what was recorded", () => {
  const blob = hostOf("Blob", "text/plain", 12);
  assert.equal(blob.constructor.name, "Blob");
  assert.deepEqual([blob.type, blob.size], ["text/plain", 12]);
  assert.deepEqual(Reflect.ownKeys(blob), []);
  assert.throws(() => blob.text(), StubError);
  const request = openValue((dump) =>
    host(dump, "Request", "POST", "http://a/", host(dump, "Headers", "x", "y"), false, omitted({ reason: "depth" }))
  ) as Loose;
  assert.equal(request.method, "POST");
  assert.equal(request.headers.get("x"), "y");
  assert.equal(omittedOf(request.signal)?.reason, "depth");
  assert.throws(() => request.json(), { member: "Request.prototype.json" });
});

test("a Blob or File whose bytes are in the dump is one", async () => {
  const blob = hostOf("Blob", "text/plain", 5, Buffer.from("hello"));
  assert(blob instanceof Blob);
  assert.deepEqual([await blob.text(), blob.size], ["hello", 5]);
  const file = hostOf("File", "text/plain", 2, "a.txt", 7, Buffer.from("hi"));
  assert(file instanceof File);
  assert.deepEqual([await file.text(), file.name, file.lastModified], ["hi", "a.txt", 7]);
  assert.match(
    preview(file, { budget: 200 }),
    /^File \{type: "text\/plain.*", size: 2, name: "a.txt", .*, bytes: Ar.*\}$/,
  );
});

test("a File that was recorded on Bun, where it has the prototype of Blobs, is a File", () => {
  const file = openValue((dump) => {
    const payload = ["File", "text/plain", 2, "a.txt", 7, Buffer.from("hi")];
    return dump.node(NodeKind.host, { prototype: dump.builtinClass("Blob"), payload });
  }) as File;
  assert.equal(file.name, "a.txt");
  assert.equal(nodeOf(file)?.className, "File");
});

test("Headers and FormData of which a value is not in the dump answer for the others", () => {
  const hidden = omitted({ reason: "redacted", type: "string", size: 8 });
  const headers = hostOf("Headers", "accept", "*/*", "authorization", hidden, "set-cookie", "a=1", "set-cookie", "b=2");
  assert.equal(headers.get("Accept"), "*/*");
  assert.equal(headers.get("gone"), null);
  assert.equal(omittedOf(headers.get("authorization"))?.reason, "redacted");
  assert.equal(headers.get("set-cookie"), "a=1, b=2");
  assert.deepEqual(headers.getSetCookie(), ["a=1", "b=2"]);
  assert.deepEqual([...headers.keys()], ["accept", "authorization", "set-cookie", "set-cookie"]);
  assert.deepEqual([...headers][0], ["accept", "*/*"]);
  const seen: string[] = [];
  headers.forEach((_value: unknown, name: string) => seen.push(name));
  assert.equal(seen.length, 4);
  const form = hostOf("FormData", "a", "1", "a", "2", "f", omitted({ reason: "depth", type: "File" }));
  assert.deepEqual([form.get("a"), form.getAll("a"), form.has("A")], ["1", ["1", "2"], false]);
});

test("pairs and bytes that were cut are said to be", () => {
  const rest = omitted({ reason: "count", size: 15 });
  const headers = hostOf("Headers", "a", "1", rest);
  assert.equal(headers.get("a"), "1");
  assert.deepEqual(nodeOf(headers)?.rest, { reason: "count", size: 15 });
  assert.equal(preview(headers, { budget: 100 }), 'Headers {"a" => "1", ‹count: 15 more›}');
  const cut = omitted({ reason: "length", type: "bytes", size: 9 });
  assert.deepEqual(nodeOf(hostOf("Blob", "text/plain", 9, Buffer.from("hello"), cut))?.rest, {
    reason: "length",
    size: 4,
  });
});

test("what no dump has of a mock says so", () => {
  const response = hostOf("Response", 200, "", omitted({ reason: "depth" }), "", false, "default");
  assert.equal(omittedOf(response.ok)?.detail, "Response.ok is not kept in a dump");
  assert.equal(omittedOf(hostOf("Event", "done").target)?.reason, "unsupported");
});

test("FormData comes back with its files", async () => {
  const form = openValue((dump) =>
    host(dump, "FormData", "a", "1", "f", host(dump, "File", "text/plain", 2, "a.txt", 7, Buffer.from("hi")))
  ) as FormData;
  assert(form instanceof FormData);
  assert.equal(form.get("a"), "1");
  assert.deepEqual([(form.get("f") as File).name, await (form.get("f") as File).text()], ["a.txt", "hi"]);
});

test("a Blob whose bytes were cut is a mock that says so", () => {
  const cut = omitted({ reason: "length", type: "bytes", size: 9 });
  const blob = hostOf("Blob", "text/plain", 9, Buffer.from("hello"), cut);
  assert.equal(blob.size, 9);
  assert.throws(() => blob.text(), StubError);
  assert.match(nodeOf(blob)!.problem!, /its bytes are not all there: length \(bytes, size 9\)/);
});

test("a platform object shows what the dump has of it", () => {
  const shown = (path: string, ...slots: readonly Wire[]) => preview(hostOf(path, ...slots), { budget: 100 });
  assert.equal(shown("Headers", "a", "b"), 'Headers {"a" => "b"}');
  assert.equal(shown("FormData", "a", "1", "a", "2"), 'FormData {"a" => "1", "a" => "2"}');
  assert.equal(shown("Blob", "text/plain", 12), 'Blob {type: "text/plain", size: 12}');
  assert.equal(shown("AbortSignal", true, "why"), 'AbortSignal {aborted: true, reason: "why"}');
  assert.equal(shown("Intl.Locale", "pt-BR"), 'Locale "pt-BR"');
  assert.equal(shown("URL", "not a url"), 'URL "not a url"');
});

test("a class of the program that extends one of the platform keeps both sides", () => {
  const url = openValue((dump) => {
    const prototype = dump.class({ name: "Link", extends: dump.builtinClass("URL") });
    return dump.node(NodeKind.host, { prototype, properties: { label: "home" }, payload: ["URL", "http://a/b"] });
  }) as Loose;
  assert.equal(url.constructor.name, "Link");
  assert.deepEqual([url.pathname, url.label], ["/b", "home"]);
});

test("a class that is on no list is a mock, whatever its name", () => {
  for (
    const name of [
      "Worker",
      "process",
      "Function",
      "constructor",
      "__proto__",
      "WebSocket",
      "Intl",
      "Map",
      "ArrayBuffer",
    ]
  ) {
    const value = openValue((dump) => dump.node(NodeKind.host, { payload: [name, "9000000000"] })) as Loose;
    assert.equal(Object.getPrototypeOf(Object.getPrototypeOf(value)), null, name);
  }
});

test("a Buffer is one", () => {
  const buffer = openValue((dump) => {
    const bytes = dump.node(NodeKind.buffer, { payload: [new Uint8Array([104, 105]), false, undefined] });
    return dump.node(NodeKind.view, { prototype: dump.builtinClass("Buffer"), payload: ["Uint8Array", bytes, 0, 2] });
  });
  assert(Buffer.isBuffer(buffer));
  assert.equal(buffer.toString(), "hi");
});
