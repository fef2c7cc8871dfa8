import assert from "node:assert/strict";
import test from "node:test";
import { type Answer, crash, openEverywhere, stack, variables } from "../helpers/crash.ts";
import { CURRENT } from "../helpers/runtimes.ts";

/** Engines differ in what they tell: V8 on Node and Deno, JavaScriptCore on Bun. */
const V8 = CURRENT !== "bun";

/** Answers of the prompt to some commands on the only dump of a program. */
async function answers(name: string, register: boolean, commands: readonly string[]): Promise<Answer[]> {
  const { dumps, stderr } = await crash(name, { register });
  assert.equal(dumps.length, 1, stderr);
  return openEverywhere(dumps[0], commands);
}

/** The frames of the program and of one package; what the runtime does below them is its own business. */
function framesIn(answer: Answer, ...files: readonly string[]): string[] {
  return stack(answer).filter((line) => files.some((file) => line.includes(` ${file}`)));
}

/** Subset: every expected variable is there with that preview. */
function assertVariables(answer: Answer | undefined, expected: Readonly<Record<string, string>>): void {
  assert.ok(answer?.ok, answer?.error);
  const found = variables(answer);
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, found[name]])), expected);
}

test("a failing HTTP handler (hono): the helper, the handler with its request, the app's caller", async () => {
  const [where, helper, handler, total, sku, price, path, method] = await answers("http_handler.ts", false, [
    "where",
    "locals",
    "frame 2 locals",
    "p total * 2 + discount",
    "p lines.map((line) => line.sku)",
    "p prices.get('mug')",
    "frame 2 p c.#req.path",
    "frame 2 p c.#req.raw.method",
  ]);
  assert.deepEqual(stack(where!), [
    "totalOf http_handler.ts:18",
    "(anonymous) http_handler.ts:29",
    ...(V8 ? ["async (anonymous) http_handler.ts:38"] : []),
  ]);
  assertVariables(helper, {
    price: "undefined",
    sku: '"pot"',
    quantity: "1",
    total: "9",
    discount: "0.1",
    lines: 'Array(2) [{sku: "tea", quantity: 2}, {sku: "pot", quantity: 1}]',
  });
  assertVariables(handler, { id: '"7"' });
  assert.match(variables(handler!)["c"]!, /^Context \{/);
  assert.equal(total?.result.value, 18.1);
  assert.equal(sku?.result.preview, 'Array(2) ["tea", "pot"]');
  assert.equal(price?.result.preview, "12");
  assert.equal(path?.result.value, "/orders/7");
  assert.equal(method?.result.value, "POST", "of the runtime's own Request");
});

test("a validation failure (zod): the library's frames with the value that it refused", async () => {
  const [where, exception, issue, thrower, loader, refused] = await answers("validation_failure.ts", true, [
    "where",
    "exception",
    "p $exception.issues[0].path",
    "frame 1 args",
    V8 ? "frame 3 locals" : "frame 4 locals",
    "p value.port",
  ]);
  assert.deepEqual(framesIn(where!, "validation_failure.ts", "parse.js", "schemas.js").map(withoutLibraryLine), [
    "fn parse.js",
    "_parse schemas.js",
    "loadConfig validation_failure.ts:12",
    "(anonymous) validation_failure.ts:16",
  ]);
  assert.equal(exception?.result.name, "ZodError");
  assert.equal(issue?.result.preview, 'Array(1) ["port"]');
  assertVariables(thrower, { value: '{host: "example.org", port: 80443}' });
  assertVariables(loader, { raw: '{host: "example.org", port: 80443}' });
  assert.match(variables(loader!)["text"]!, /"port": 80443/);
  assert.equal(refused?.result.value, 80443);
});

test("a parser in a nested closure (acorn): its position, and the closures of all levels", async () => {
  const [where, position, inner, closure, template, throws] = await answers("nested_parser.ts", true, [
    "where",
    "p $exception.pos",
    // JavaScriptCore lists a tail call and \`map\` as well.
    "frame 17 locals",
    "frame 17 closure",
    `frame ${V8 ? 18 : 19} p name + text.length`,
    "throws",
  ]);
  const frames = framesIn(where!, "acorn.mjs", "nested_parser.ts").map(withoutLibraryLine);
  assert.equal(frames[0], V8 ? "raise acorn.mjs" : "(anonymous) acorn.mjs");
  assert.deepEqual(
    frames.slice(-3),
    V8
      ? ["(anonymous) nested_parser.ts:13", "compile nested_parser.ts:11", "(anonymous) nested_parser.ts:23"]
      : ["(anonymous) nested_parser.ts:15", "(anonymous) nested_parser.ts:13", "(anonymous) nested_parser.ts:23"],
  );
  assert.ok(frames.includes("(anonymous) nested_parser.ts:15"));
  assert.equal(position?.result.value, 7);
  assertVariables(inner, { expression: '"author..name"', index: "1", label: '"footer#1"' });
  assertVariables(closure, { compiled: 'Array(2) ["header#0", "footer#0"]', ecmaVersion: "2020" });
  assert.equal(template?.result.value, "footer" + "<p>{{ year }} {{ author..name }}</p>".length);
  assert.equal(throws?.result.throws.length, 2, "acorn catches it and throws it again");
});

test("an async iterator (csv-parse): the row, the running total, and who awaited it", async () => {
  const [where, thrower, loop, total, row] = await answers("async_iterator.ts", false, [
    "where",
    "locals",
    "frame 2 locals",
    "frame 2 p total / (count - 1)",
    "p row",
  ]);
  assert.deepEqual(framesIn(where!, "async_iterator.ts"), [
    "toNumber async_iterator.ts:17",
    "sum async_iterator.ts:26",
    "async main async_iterator.ts:34",
    ...(V8 ? ["async (anonymous) async_iterator.ts:41"] : []),
  ]);
  assertVariables(thrower, { text: '"unknown"', value: "NaN" });
  assertVariables(loop, { total: "5800000", count: "3", row: '{city: "Atlantis", inhabitants: "unknown"}' });
  assert.match(variables(loop!)["rows"]!, /^Parser \{/);
  assert.equal(total?.result.value, 2_900_000);
  assert.equal(row?.result.type, "Object");
});

test("a class with private fields (around lru-cache): fields by their names, on this and below", async () => {
  const [where, receiver, misses, known, currency, cache] = await answers("private_fields.ts", false, [
    "where",
    "this",
    "p this.#misses",
    "p this.#known",
    "p `${this.#base} ${currency}`",
    "p this.#cache.constructor.name",
  ]);
  const frames = framesIn(where!, "private_fields.ts", "index.");
  assert.deepEqual([frames[0], frames[1]], ["#load private_fields.ts:31", "memoMethod private_fields.ts:19"]);
  assert.deepEqual(frames.slice(4), ["get private_fields.ts:23", "(anonymous) private_fields.ts:40"]);
  assert.match(receiver?.result.preview, /^Rates \{#misses: 2, #served: 2\.16, #base: "EUR"/);
  assert.equal(misses?.result.value, 2);
  assert.equal(known?.result.preview, 'Map(2) {"USD" => 1.08, "GBP" => 0.85}');
  assert.equal(currency?.result.value, "EUR XAU");
  assert.equal(cache?.result.value, "d", "the class has that name in the package's minified file");
});

test("a failed Promise.all (p-limit): the failing task; on Bun also everybody who waited for it", async () => {
  const [where, task, users] = await answers("failed_promise_all.ts", true, ["where", "locals", "p users.has(id)"]);
  assert.deepEqual(framesIn(where!, "failed_promise_all.ts"), [
    "loadUser failed_promise_all.ts:13",
    ...(V8 ? [] : ["async loadAll failed_promise_all.ts:20", "async (anonymous) failed_promise_all.ts:24"]),
  ]);
  assertVariables(task, { id: "3", delayMs: "2", name: "undefined", known: "Array(3) [1, 2, 4]" });
  assert.equal(users?.ok, true);
  assert.equal(users?.result.value, false);
  if (V8) return;
  const [loadAll] = await answers("failed_promise_all.ts", true, ["frame 3 locals"]);
  assertVariables(loadAll, { ids: "Array(4) [1, 2, 3, 4]", names: "undefined" });
});

/** Lines of a package's files move with its versions. */
function withoutLibraryLine(frame: string): string {
  return frame.replace(/(\.m?js):\d+$/, "$1");
}
