import assert from "node:assert/strict";
import test from "node:test";
import { type Answer, crash, type CrashOptions, openEverywhere, stack, variables } from "../helpers/crash.ts";
import { CURRENT } from "../helpers/runtimes.ts";

/** Engines differ in what they tell: V8 on Node and Deno, JavaScriptCore on Bun. */
const V8 = CURRENT !== "bun";

async function answers(name: string, commands: readonly string[], options: CrashOptions = {}): Promise<Answer[]> {
  const { dumps, stderr } = await crash(name, options);
  assert.equal(dumps.length, 1, stderr);
  return openEverywhere(dumps[0], commands);
}

/** The frames that stand in the program itself. */
function frames(answer: Answer | undefined, name: string): string[] {
  assert.ok(answer?.ok, answer?.error);
  return stack(answer).filter((line) => line.includes(` ${name}:`)).map((line) => line.replace(` ${name}:`, " "));
}

test("a rethrow: the first throw has the variables that matter, the later ones are its history", async () => {
  const [where, exception, attempts, throws] = await answers("rethrow.ts", [
    "where",
    "exception",
    "p `${name} ${attempts}`",
    "throws",
  ]);
  assert.deepEqual(frames(where, "rethrow.ts"), ["read 7", "load 14", "start 24", "(anonymous) 32"]);
  assert.equal(exception?.result.message, "cannot read settings.json after 2 attempts");
  assert.equal(attempts?.result.value, "settings.json 2");
  assert.deepEqual(
    throws?.result.throws.map(({ frame }: { frame: { functionName: string; line: number } }) =>
      `${frame.functionName} ${frame.line}`
    ),
    ["read 7", "load 17", "start 26"],
  );
});

test("a chain of causes: each error has the frames and variables of its own throw", async () => {
  const [where, causes, first, second, query, third, args] = await answers("cause_chain.ts", [
    "where",
    "causes",
    "p limit",
    "cause 1",
    "p text",
    "cause 2",
    "args",
  ]);
  assert.deepEqual(frames(where, "cause_chain.ts"), ["listUsers 32", "(anonymous) 37"]);
  assert.deepEqual(
    causes?.result.causes.map(({ name, message }: { name: string; message: string }) => `${name}: ${message}`),
    ["QueryError: query failed", "TypeError: localhost:5432 refused"],
  );
  assert.equal(first?.result.value, 50);
  assert.equal(second?.result.frame.functionName, "query");
  assert.equal(query?.result.value, "select * from users limit 50");
  assert.equal(third?.result.frame.line, 17);
  assert.deepEqual(variables(args!), { host: '"localhost"', port: "5432" });
});

test("an AggregateError: its members have the frames and variables of their own throws", async () => {
  const [where, mirrors, one, first, two, second] = await answers("aggregate.ts", [
    "where",
    "p mirrors",
    "cause 1",
    "p url",
    "cause 2",
    "p url",
  ]);
  assert.deepEqual(frames(where, "aggregate.ts"), ["downloadAny 21", "(anonymous) 25"]);
  assert.equal(mirrors?.result.preview, 'Array(2) ["one", "two"]');
  assert.equal(one?.result.frame.functionName, "download");
  assert.equal(first?.result.value, "https://one.example/");
  assert.equal(two?.ok, true);
  assert.equal(second?.result.value, "https://two.example/");
});

test("Promise.any: the engine's own AggregateError says why it has no variables, its members have them", async () => {
  const [where, exception, , server] = await answers("any_rejected.ts", ["where", "exception", "cause 2", "p server"]);
  assert.equal(exception?.result.name, "AggregateError");
  assert.deepEqual(frames(where, "any_rejected.ts"), V8 ? [] : ["(anonymous) 14"]);
  assert.equal(server?.result.value, "b");
});

test("a thrown string has frames and variables like an error", async () => {
  const [where, exception, code, meaning] = await answers("primitive.ts", [
    "where",
    "exception",
    "p code",
    "p $exception + meaning",
  ]);
  assert.deepEqual(frames(where, "primitive.ts"), ["stop 10", "(anonymous) 14"]);
  assert.equal(exception?.result.name, "string");
  assert.equal(exception?.result.message, "stopped: out of paper");
  assert.equal(code?.result.value, 7);
  assert.equal(meaning?.result.value, "stopped: out of paperout of paper");
});

test("numbers and bigints that JSON has no form for are recorded as they were thrown", async () => {
  const { dumps, stderr } = await crash("odd_numbers.ts");
  assert.equal(dumps.length, 4, stderr);
  const said = [];
  for (const dump of dumps) {
    const [where, note, value] = await openEverywhere(dump, [
      "where",
      "p note",
      "p Object.is($exception, -0) ? '-0' : String($exception)",
    ]);
    assert.deepEqual(frames(where, "odd_numbers.ts"), ["stop 8", "(anonymous) 13"]);
    said.push(`${note?.result.value}: ${value?.result.value}`);
  }
  assert.deepEqual(said.sort(), [
    "big: -1000000000000000000000000000000",
    "least: -Infinity",
    "minus zero: -0",
    "none: NaN",
  ]);
});

test("a primitive that a module throws while it runs has the frames of the throw, not those of the runtime", async () => {
  const [where, meaning] = await answers("module_primitive.ts", ["where", "p meaning"], { register: true });
  assert.deepEqual(frames(where, "module_primitive.ts"), ["stop 4", "(anonymous) 7"]);
  assert.equal(meaning?.result.value, "out of paper 7");
});

test("a callback of a timer: its closure", async () => {
  const [where, thrower, callback, closure] = await answers("timer.ts", [
    "where",
    "locals",
    "frame 2 locals",
    "frame 2 closure",
  ], { register: true });
  assert.deepEqual(frames(where, "timer.ts"), ["take 6", "(anonymous) 15"]);
  assert.deepEqual({ ...variables(thrower!) }, { item: '"tea"', count: "5", left: "-2" });
  assert.equal(variables(callback!)["before"], "3");
  assert.deepEqual(variables(closure!), { item: '"tea"', count: "5" });
});

test("a module that throws at its top level: its variables", async () => {
  const [where, module, host] = await answers("top_level.ts", ["where", "module", "p settings.endpoint.host"], {
    register: true,
  });
  assert.deepEqual(frames(where, "top_level.ts"), ["(anonymous) 5"]);
  const { settings, answer, attempts } = variables(module!);
  assert.deepEqual([answer, attempts], ["{status: 503}", "Array(3) [3, 6, 9]"]);
  assert.match(settings!, /^\{retries: 3, endpoint: URL/);
  assert.equal(host?.result.value, "api.example");
});

test("an error that was thrown before init() has its stack and its properties, and says why it has no more", async () => {
  const [where, path, locals] = await answers("before_init.ts", ["where", "p $exception.path", "locals"]);
  assert.deepEqual(frames(where, "before_init.ts"), ["early 7", "(anonymous) 13"]);
  assert.match(where!.result.frames[0].reason, /before init\(\)/);
  assert.equal(path?.result.value, "/etc/app.json");
  assert.deepEqual(locals?.result.scopes, []);
});

test("a rejection without a throw: where the engine noticed it", async () => {
  const [where, exception] = await answers("rejected.ts", ["where", "exception"]);
  assert.deepEqual(frames(where, "rejected.ts"), V8 ? ["refuse 8", "(anonymous) 12"] : ["(anonymous) 12"]);
  assert.equal(exception?.result.message, "mallory is not welcome");
});

test("errors that the runtime passes on, of a stream and of another realm: the places that their stacks tell", async () => {
  for (const [kind, places] of [["stream", ["refuse 8", "transform 13"]], ["realm", ["(anonymous) 21"]]] as const) {
    const { dumps, stderr } = await crash("passed_on.ts", { args: [kind], register: true });
    const [where] = await openEverywhere(dumps[0], ["where"]);
    // On JavaScriptCore the module that waits for the stream stops too, and has its variables.
    const waits = kind === "stream" && !V8;
    assert.deepEqual(frames(where, "passed_on.ts"), waits ? ["(anonymous) 15"] : places, stderr);
    if (!waits) assert.match(where!.result.frames[0].reason, /passed on|no throw of it was seen/);
  }
});

test("a stack overflow in a module that the runtime passes on says what it is", async () => {
  const { dumps, stderr } = await crash("passed_on.ts", { args: ["overflow"], register: true });
  const [where] = await openEverywhere(dumps[0], ["where"]);
  assert.equal(frames(where, "passed_on.ts")[0]?.startsWith("dig "), true, stderr);
  assert.match(where!.result.frames[0].reason, /stack overflow/);
});

test("dump() without an error: the place that it was called from, and the program goes on", async () => {
  const { stdout } = await crash("no_error.ts");
  assert.equal(stdout, "goes on\n");
  const [where, locals, entries] = await answers("no_error.ts", ["where", "locals", "p this.#entries"]);
  assert.deepEqual(frames(where, "no_error.ts"), ["book 12", "(anonymous) 19"]);
  assert.deepEqual({ ...variables(locals!) }, { name: '"rent"', amount: "-1200", before: "300", after: "-900" });
  assert.equal(entries?.result.preview, 'Map(1) {"rent" => 300}');
});

test("a frozen error is recorded, and stays as it was", async () => {
  const { stdout } = await crash("frozen.ts");
  assert.equal(stdout, "true true\n");
  const [where, used, frozen] = await answers("frozen.ts", [
    "where",
    "p $exception.used - limit",
    "p Object.isFrozen($exception)",
  ]);
  assert.deepEqual(frames(where, "frozen.ts"), ["fail 8", "(anonymous) 12"]);
  assert.equal(used?.result.value, 1);
  assert.equal(frozen?.result.value, true);
});

test("a thrown Proxy is recorded, and none of its traps runs", async () => {
  const { stdout } = await crash("proxy.ts");
  assert.equal(stdout, "trapped 0\n");
  const [where, target, exception] = await answers("proxy.ts", ["where", "p target.message", "exception"]);
  assert.deepEqual(frames(where, "proxy.ts"), ["fail 16", "(anonymous) 20"]);
  assert.equal(target?.result.value, "behind a proxy");
  assert.equal(exception?.result.name, "Proxy");
});

test("an error with hostile getters is recorded, and none of them runs", async () => {
  const { stdout } = await crash("hostile.ts");
  assert.equal(stdout, "touched 0\n");
  const [where, detail, name] = await answers("hostile.ts", ["where", "p error.detail", "exception"]);
  assert.deepEqual(frames(where, "hostile.ts"), ["fail 38", "(anonymous) 56"]);
  assert.equal(detail?.result.value, 42);
  assert.equal(name?.result.name, "HostileError");
});

test("a program that installs a formatter of stacks after an error was recorded has its stacks formatted", async () => {
  const { stdout, stderr, dumps } = await crash("late_formatter.ts");
  assert.match(stdout, /^formatted: late$/m, stderr);
  assert.equal(dumps.length, 1);
});

test("the object of a with statement is recorded, and none of its getters runs", async () => {
  const { stdout } = await crash("with_statement.ts");
  assert.equal(stdout, "touched 0\n");
  // JavaScriptCore does not tell what the object of a `with` is.
  const [greeting, name] = await answers("with_statement.ts", ["p greeting", V8 ? "p name" : "p locals.name"]);
  assert.equal(greeting?.result.value, "good day Ms Miller");
  assert.equal(name?.result.value, "Ms Miller");
});

test("a program with its own code in the place of built-ins is recorded, and none of it runs", async () => {
  const { stdout } = await crash("patched_builtins.ts");
  assert.equal(stdout, "string 0 undefined\n");
  const [where, text, items, owner, made] = await answers("patched_builtins.ts", [
    "where",
    "p text",
    "p this.items.get('apple')",
    "p this.#owner",
    "p this.made.getTime()",
  ]);
  assert.deepEqual(frames(where, "patched_builtins.ts"), ["pay 13", "(anonymous) 45"]);
  assert.equal(text?.result.value, "Ms Miller has 1 items");
  assert.equal(items?.result.value, 3);
  assert.equal(owner?.result.value, "Ms Miller");
  assert.equal(made?.result.value, 0);
});
