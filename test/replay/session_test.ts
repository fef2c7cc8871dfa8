import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { writeDump } from "../../dump/write.ts";
import { DumpError, type Evaluation, nodeOf, omittedOf, openDump, type Session, StubError } from "../../replay/mod.ts";
import { CART_SOURCE, CART_URL, LONG_TEXT, sampleDump, smallestDump } from "../helpers/build_dump.ts";
import { DumpBuilder, omitted } from "../helpers/dump_builder.ts";

const BYTES = writeDump(sampleDump());

function open(): Session {
  return openDump(BYTES);
}

/** The value of an expression in the innermost frame; throws what it threw. */
async function valueOf(session: Session, text: string, extras?: ReadonlyMap<string, unknown>): Promise<unknown> {
  const answer: Evaluation = await session.frames[0]!.evaluate(text, { extras });
  if (answer.ok) return answer.value;
  throw answer.error;
}

test("openDump() opens plain and compressed files alike", () => {
  for (const bytes of [BYTES, writeDump(sampleDump(), { compress: true }), Buffer.from(BYTES)]) {
    const session = openDump(bytes);
    assert.deepEqual(session.version, [1, 0]);
    assert.equal(session.header.pid, 4242);
    assert.equal(session.frames.length, 5);
  }
});

test("openDump() throws a DumpError for what is no dump", () => {
  for (const bytes of [new Uint8Array(), new Uint8Array([1, 2, 3]), BYTES.slice(0, 100)]) {
    assert.throws(() => openDump(bytes), DumpError);
  }
  assert.throws(() => openDump("crash.cbor" as unknown as Uint8Array), TypeError);
});

test("Session lists exceptions with causes, members and throws", () => {
  const [thrown, aggregate, network, parse] = open().exceptions;
  assert.equal(thrown?.name, "TypeError");
  assert.equal(thrown?.cause, aggregate);
  assert.deepEqual(aggregate?.errors, [network, parse]);
  assert.equal(aggregate?.unavailable, "it was thrown before recording began");
  assert.equal(thrown?.throws[0]?.frames[0]?.functionName, "serve");
  assert.equal(thrown?.throws[0]?.time, Date.UTC(2026, 10, 22, 19, 48, 3, 251));
  assert(thrown?.value instanceof TypeError);
  assert.equal(thrown.value.cause, aggregate?.value);
  assert.equal((aggregate?.value as AggregateError).errors[0], network?.value);
});

test("Session lists threads with what was thrown on them", () => {
  const session = open();
  assert.deepEqual(session.threads.map(({ id, name }) => [id, name]), [[0, "main"]]);
  assert.equal(session.exceptions[0]?.thread, session.threads[0]);
  assert.equal(session.threads[0]?.exceptions.length, 4);
});

test("Session opens a dump of a thrown primitive without frames", () => {
  const session = openDump(writeDump(smallestDump()));
  assert.equal(session.exceptions[0]?.value, "boom");
  assert.deepEqual(session.frames, []);
});

test("Frame tells where it was, whose code it is, and why it has no variables", () => {
  const [inner, middle, router, waiting, runtime] = open().frames;
  assert.deepEqual(inner?.position, { url: CART_URL, line: 21, column: 14 });
  assert.equal(inner?.generated?.line, 18);
  assert.equal(inner?.source?.line(21)?.trim(), "coupon.apply(item, gross); // coupon is undefined here");
  assert.equal(inner?.source?.text, CART_SOURCE);
  assert.equal(middle?.elided, 2);
  assert.equal(router?.origin, "library");
  assert.equal(router?.source?.omitted, "longer than the limit");
  assert.equal(waiting?.async, true);
  assert.equal(waiting?.locals, "unavailable");
  assert.match(waiting?.reason ?? "", /await/);
  assert.deepEqual(waiting?.scopes, []);
  assert.equal(runtime?.source, undefined);
  assert.equal(inner?.locals, "available");
  assert.equal(inner?.reason, undefined);
});

test("Frame tells a receiver that is undefined from one that is not known", () => {
  const [inner, middle, router] = open().frames;
  assert.equal((inner?.receiver?.value as { id: number }).id, 7);
  assert.notEqual(middle?.receiver, undefined);
  assert.equal(middle?.receiver?.value, undefined);
  assert.equal(router?.receiver, undefined);
});

test("Scope lists variables in order, and which are arguments", () => {
  const { scopes } = open().frames[0]!;
  assert.deepEqual(scopes.map(({ type, name }) => [type, name]), [
    ["block", undefined],
    ["local", undefined],
    ["closure", "makeCart"],
    ["module", undefined],
  ]);
  assert.deepEqual(scopes[1]!.variables.filter(({ argument }) => argument).map(({ name }) => name), ["coupon"]);
  assert.equal(scopes[1]!.variables[0]?.name, "coupon");
  assert.equal(scopes[0]!.get("gross")?.value, 11.9);
  assert.equal(scopes[0]!.get("constructor"), undefined);
});

test("Scope of a runtime without local scopes marks arguments in the innermost closure", () => {
  const dump = new DumpBuilder();
  const scopes = [
    dump.scope("block", { a: 1 }),
    dump.scope("closure", { a: 2, b: 3 }),
    dump.scope("closure", { a: 4 }),
  ];
  dump.exception({ value: null, frames: [dump.frame({ scopes, parameters: ["a"] })] });
  const [frame] = openDump(writeDump(dump.build())).frames;
  assert.deepEqual(frame!.scopes.map((scope) => scope.get("a")?.argument), [false, true, false]);
});

test("Variable tells what is missing of it", () => {
  const session = open();
  const variable = (name: string) => session.find(session.frames[0]!, name)!.variable;
  assert.deepEqual(variable("cutText").omitted, { reason: "length", size: LONG_TEXT.length });
  assert.equal(variable("omitted_depth").omitted?.reason, "depth");
  assert.equal(variable("deepObject").omitted?.type, "Warehouse");
  assert.equal(variable("longText").omitted, undefined);
  assert.equal(variable("config").omitted, undefined);
});

test("Session.omitted() tells what is missing of a value", () => {
  const session = open();
  const value = (name: string) => session.find(session.frames[0]!, name)!.variable.value;
  assert.equal(session.omitted(value("omitted_time"))?.reason, "time");
  assert.equal(session.omitted(value("cutText"))?.size, LONG_TEXT.length);
  assert.equal(session.omitted(value("cutList"))?.size, 997);
  assert.equal(session.omitted(value("list")), undefined);
  assert.equal(session.omitted(5), undefined);
});

test("Session.closure() gives the scopes of a function, or why they are not known", () => {
  const session = open();
  const value = (name: string) => session.find(session.frames[0]!, name)!.variable.value;
  const scopes = session.closure(value("add"));
  assert(Array.isArray(scopes));
  assert.equal(scopes[0].get("step").value, 2);
  assert.equal(scopes[0].get("counter").value, value("counter"));
  assert.deepEqual(session.closure(value("loadPrices")), { reason: "no-inspector" });
  assert.equal(session.closure(value("list")), undefined);
});

test("Session.find() looks in the innermost scope first", () => {
  const session = open();
  const [inner, middle] = session.frames;
  assert.equal(session.find(inner!, "taxRate")?.scope.type, "module");
  assert.equal(session.find(middle!, "taxRate"), undefined);
  assert.equal(session.find(inner!, "toString"), undefined);
});

test("Frame.evaluate() has the frame's variables, this, private fields, the exception and the frame", async () => {
  const session = open();
  assert.equal(await valueOf(session, "gross + taxRate"), 11.9 + 0.19);
  assert.equal(await valueOf(session, "this.items[0].name as string"), "Tea");
  assert.equal(await valueOf(session, "this.#secret"), "s3cret");
  assert.equal(await valueOf(session, "$exception"), session.exceptions[0]?.value);
  assert.equal(await valueOf(session, "$frame.functionName"), "Order.checkout");
  assert.equal(await valueOf(session, "_ * 2", new Map([["_", 21]])), 42);
});

test("Frame.evaluate() answers with what was thrown, and with what cannot be read", async () => {
  const session = open();
  await assert.rejects(valueOf(session, "this.checkout()"), StubError);
  await assert.rejects(valueOf(session, "nope"), { name: "ReferenceError" });
  const answer = await session.frames[0]!.evaluate("1 +");
  assert(!answer.ok && answer.kind === "syntax");
});

test("Frame.evaluate() gives promises and thenables as they are", async () => {
  const session = open();
  assert(await session.frames[0]!.evaluate("fulfilled").then((answer) => answer.ok && answer.value instanceof Promise));
  const answer = await session.frames[0]!.evaluate("pending");
  assert(answer.ok);
  assert.equal(nodeOf(answer.value)?.className, "Promise");
  assert.deepEqual(await valueOf(session, "(await fulfilled).n"), 3);
  await assert.rejects(valueOf(session, "await pending"), StubError);
});

test("Frame.evaluate() keeps changes with the frame, and reset() drops them", async () => {
  const session = open();
  const [inner, middle] = session.frames;
  assert.deepEqual(session.changes(inner!), new Map());
  await valueOf(session, "coupon = 5");
  await valueOf(session, "let extra = 6");
  assert.equal(await valueOf(session, "coupon + extra"), 11);
  assert.deepEqual([...session.changes(inner!)], [["coupon", 5], ["extra", 6]]);
  assert.deepEqual(session.changes(middle!), new Map());
  assert.equal(session.find(inner!, "coupon")?.variable.value, undefined);
  session.reset(middle!);
  assert.equal(session.changes(inner!).size, 2);
  session.reset();
  assert.equal(session.changes(inner!).size, 0);
  assert.equal(await valueOf(session, "coupon"), undefined);
});

test("Frame.evaluate() in a frame without variables says why a name is missing", async () => {
  const answer = await open().frames[3]!.evaluate("request");
  assert(!answer.ok);
  assert.match(String(answer.error), /request is not defined: .*await/);
});

test("Session keeps the other values when one is damaged", async () => {
  const dump = new DumpBuilder();
  const list = Array.from({ length: 3000 }, (_, at) => dump.object({ at }));
  const scopes = [dump.scope("local", { first: list[0]!, last: list[2999]!, gone: omitted({ reason: "size" }) })];
  dump.exception({ value: null, frames: [dump.frame({ scopes })] });
  const session = openDump(writeDump(dump.build()));
  const { heap } = session.file;
  const node = heap.node.bind(heap);
  heap.node = (id) => {
    if (id >= 2048) throw new DumpError("corrupt", "a checksum differs");
    return node(id);
  };
  assert.deepEqual(await valueOf(session, "first"), { at: 0 });
  assert.equal(omittedOf(await valueOf(session, "last"))?.reason, "failed");
  assert.equal(omittedOf(await valueOf(session, "gone"))?.reason, "size");
});

test("Frame.evaluate() ends an await when its signal is given", async () => {
  const session = open();
  const controller = new AbortController();
  const waiting = session.frames[0]!.evaluate("await new Promise(() => {})", { signal: controller.signal });
  setTimeout(() => controller.abort(), 10);
  const answer = await waiting;
  assert(!answer.ok);
  assert.equal((answer.error as Error).name, "InterruptedError");
  const after = await session.frames[0]!.evaluate("1 + 1", { signal: new AbortController().signal });
  assert(after.ok && after.value === 2);
});
