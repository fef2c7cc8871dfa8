import assert from "node:assert/strict";
import test from "node:test";
import { NodeKind } from "../../../dump/format.ts";
import { runRepl } from "../../../replay/repl/repl.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";
import { FakeTerminal } from "./fake_terminal.ts";
import { promptOn } from "./prompt_on.ts";

test("p and pp show each of several expressions, and an error points into the one that is wrong", async () => {
  const { text, error, data } = promptOn();
  assert.equal(await text("p 1 + 1, 'a' as string, [1, 2]"), '$1 = 2\n$2 = "a"\n$3 = Array(2) [1, 2]');
  assert.equal(await text("_"), "$4 = Array(2) [1, 2]");
  assert.equal(await text("p (1, 2)"), "$5 = 2");
  assert.equal(await text("pp {a: {b: 1}}, 2"), "$6 = {a: {b: 1}}\n$7 = 2");
  assert.equal(await text("print undefined, 3"), "undefined\n$8 = 3");
  assert.deepEqual(await data("p 1, 'b'"), [
    { type: "number", preview: "1", value: 1 },
    { type: "string", preview: '"b"', value: "b" },
  ]);
  assert.equal(await error("p 1, 2 +* 3"), "SyntaxError: Unexpected '*'");
  const terminal = new FakeTerminal(["p text, nowhere.x"]);
  await runRepl({ runner: promptOn().runner, terminal, startup: [] });
  assert.match(terminal.screen, /\n {21}\^\nReferenceError: nowhere is not defined\n/);
});

test("where takes how many frames, of the inner end or of the outer one", async () => {
  const { text, data, error } = promptOn();
  const all = (await text("where")).split("\n");
  const inner = (await text("bt 2")).split("\n");
  assert.match(inner[0]!, /^→ 1 {2}Order\.checkout/);
  assert.match(inner[1]!, /^ {2}2 {2}handle/);
  assert.equal(inner.at(-1)?.startsWith("… "), true);
  const outer = (await text("where -1")).split("\n");
  assert.match(outer[0]!, /^… \d+ more frames \(where\)$/);
  assert.match(outer[1]!, /^ {2}5 {2}async process/);
  assert.equal((await text("where 100")).split("\n").length, all.length);
  const { frames, leftOut } = await data("where 1") as { frames: unknown[]; leftOut: number };
  assert.equal(frames.length, 1);
  assert.equal(leftOut, (await data("where") as { frames: unknown[] }).frames.length - 1);
  assert.equal(await error("where 0"), "where: there is no 0: type where [n] [-a] [-full]");
  assert.equal(await error("where 1 2"), 'where: one number is enough, found "1 2": type where [n] [-a] [-full]');
});

test("where shortens arguments so that all of them are seen, and closes the call that it cuts", async () => {
  const dump = new DumpBuilder();
  const parameters = ["text", "position", "depth"];
  const scope = dump.scope("local", { text: "x".repeat(300), position: 17, depth: 3 });
  const position = { url: "file:///app/parse.ts", line: 1, column: 1 };
  const frame = dump.frame({ functionName: "parse", scopes: [scope], parameters, position });
  dump.exception({ value: dump.object({}), frames: [frame] });
  const { text } = promptOn(dump.build());
  assert.equal(await text("where", 80), '→ 1  parse(text="xxxxxxxxxxx…" (300), position=17, depth=3)  parse.ts:1:1');
  assert.match(await text("where", 58), /^→ 1 {2}parse\(text="x+…", position=17, depth=3\) {2}parse\.ts:1:1$/);
  assert.match(await text("where", 46), /^→ 1 {2}parse\(text=.*, …\) +parse\.ts:1:1$/);
});

test("up and down in a stack of one frame do not send a person from one to the other", async () => {
  const dump = new DumpBuilder();
  dump.exception({ value: dump.object({}), frames: [dump.frame({ functionName: "f" })] });
  const { error } = promptOn(dump.build());
  for (const line of ["up", "down"]) {
    assert.equal(await error(line), "there is no other frame: type frame to see this one");
  }
});

test("info WORD runs what gdb means by it", async () => {
  const { text, error } = promptOn();
  for (const [word, line] of [["locals", ".locals"], ["args", ".args"], ["frame", ".frame"], ["stack", ".where"]]) {
    assert.equal(await text(`info ${word}`), await text(line!), word);
  }
  assert.equal(await text("frame 2 info args"), await text("frame 2 args"));
  assert.equal(await text("info"), await text("meta"));
  assert.match(await error("info nonsense"), /^info: there is no info nonsense: type info, info locals,/);
  assert.match(await error("info breakpoints"), /the process is gone/);
  assert.match(await error("meta locals"), /^meta: takes nothing/);
});

test("keys and values list what an object has, unless variables have these names", async () => {
  const { text } = promptOn();
  assert.equal(await text("keys({ a: 1, b: 2 })"), '$1 = Array(2) ["a", "b"]');
  assert.equal(await text("values(this).length"), "$2 = 2");
  await text("const keys = 5");
  assert.equal(await text("keys"), "$3 = 5");
});

test("reset -a brings back what was changed inside objects, at the same frame", async () => {
  const prompt = promptOn();
  const { text, runner } = prompt;
  await text("up");
  await text("down");
  const before = await text("frame 1 p this");
  await text("this.id = 'changed'");
  await text("this.items.push(1)");
  await text("let mine = 1");
  const changed = await text("frame 1 p this");
  assert.match(changed, /changed/);
  await text("reset");
  assert.match(await text("p this"), /changed/);
  assert.match(await text("reset -a"), /as they were recorded/);
  const plain = (shown: string) => shown.replace(/^\$\d+ = /, "");
  assert.equal(plain(await text("p this")), plain(before));
  assert.equal(plain(await text("this.items.length")), "2");
  assert.equal(runner.selection.frame?.index, 1);
  assert.match(await text("$1"), /changed/);
  assert.match(await text("find instanceof Order"), /^this = Order \{id: 7/m);
});

test("reset -a drops names that were declared where no frame is", async () => {
  const dump = new DumpBuilder();
  dump.exception({ value: "x", frames: [] });
  const { text, error } = promptOn(dump.build());
  await text("const mine = 1");
  await text("reset -a");
  assert.match(await error("mine"), /mine is not defined/);
});

test("$frame and its scopes read as values of a debugger", async () => {
  const { text } = promptOn();
  assert.match(await text("$frame"), /^\$1 = Frame \{index: 1, functionName: "Order\.checkout", position: \{/);
  assert.match(await text("$frame.scopes[0]"), /^\$2 = Scope \{type: "[a-z]+", names: /);
});

test("source and whatis find code of a compiled program by its name, and members in their class", async () => {
  const dump = new DumpBuilder();
  const url = "file:///app/shop.ts";
  const source = dump.source(
    url,
    [
      "interface Line { price: number }",
      "class Shop<T> extends Base {",
      "  get size(): number { return this.list.length }",
      "  static async open(path: string): Promise<Shop> { return new Shop(path) }",
      "  total<K>(lines: Line[], by: K): number {",
      "    return lines.reduce((sum, line) => sum + line.price, 0);",
      "  }",
      "}",
      "const tax = (amount: number): number => amount * rate;",
      "function twice(n: number) { return n * 2 }",
    ].join("\n"),
  );
  const ran = "class Shop extends Base { get size() { return this.list.length } static async open(path) { return new " +
    "Shop(path) } total(lines, by) { return lines.reduce((sum, line) => sum + line.price, 0); } }";
  const generated = { url, line: 1, column: 1 };
  const code = dump.functionRecord({ name: "Shop", kind: "class", text: ran, generated });
  const shop = dump.class({
    name: "Shop",
    function: code,
    members: [{ key: "size", kind: "getter" }, { key: "total", kind: "method" }],
    statics: [{ key: "open", kind: "method", async: true }],
  });
  const scope = dump.scope("local", {
    shop: dump.object({}, { prototype: shop }),
    tax: dump.function({ name: "tax", kind: "arrow", text: "(amount) => amount * rate", generated }),
    twice: dump.function({ name: "twice", text: "function twice(n) { return n * 3 / other }", generated }),
  });
  const position = { url, line: 9, column: 1 };
  const frame = dump.frame({ functionName: "f", scopes: [scope], source, position });
  dump.exception({ value: dump.object({}), frames: [frame] });
  const { text, data } = promptOn(dump.build());
  assert.equal(
    await text("source shop.total"),
    "Shop.total  shop.ts:5:3\n     5 │   total<K>(lines: Line[], by: K): number {\n" +
      "     6 │     return lines.reduce((sum, line) => sum + line.price, 0);\n     7 │   }",
  );
  assert.match(await text("whatis shop.total"), /^function\n {2}method, 2 own properties\n {2}shop\.ts:5:3$/);
  assert.match(await text("whatis shop.constructor.open"), /\n {2}shop\.ts:4:3$/);
  assert.match(
    await text("whatis Object.getOwnPropertyDescriptor(Reflect.getPrototypeOf(shop), 'size').get"),
    /ts:3:3$/,
  );
  assert.match(await text("source tax"), /^tax {2}shop\.ts:9:7\n/);
  assert.deepEqual(await data("source tax"), {
    name: "tax",
    file: "/app/shop.ts",
    line: 9,
    text: "tax = (amount: number): number => amount * rate",
  });
  // Another function of the same name.
  assert.match(await text("source twice"), /^twice {2}shop\.ts, as it ran\n/);
});

test("source says of what is not in the dump that it is not, and shows what was typed as it was typed", async () => {
  const { text, error } = promptOn();
  assert.equal(await error("source omitted_depth"), "omitted_depth is not in the dump: type why omitted_depth");
  assert.equal(
    await text("source (x) => { return x }"),
    "(anonymous)  typed at the prompt\n     1 │ (x) => { return x }",
  );
  assert.equal(await text("source (x) => x"), "(anonymous)  typed at the prompt\n     1 │ (x) => x");
});

test("what was thrown and is no error is not told as if string were the name of a class", async () => {
  const dump = new DumpBuilder();
  dump.exception({ value: "first\nsecond", name: "string", message: "first\nsecond", frames: [] });
  assert.match(await promptOn(dump.build()).text("exception"), /^thrown: first\nsecond\n/);
  const empty = new DumpBuilder();
  empty.exception({ value: empty.object({}), name: "AggregateError", message: "", frames: [] });
  assert.match(await promptOn(empty.build()).text("causes"), /has no cause/);
});

test("the opening of an error without frames says which cause has some", async () => {
  const dump = new DumpBuilder();
  const position = { url: "file:///app/a.ts", line: 1, column: 1 };
  dump.exception({
    value: dump.node(NodeKind.error),
    name: "AggregateError",
    message: "",
    frames: [],
    errors: [1],
    unavailable: "the engine made it",
  });
  dump.exception({ value: dump.object({}), name: "Error", message: "no", frames: [dump.frame({ position })] });
  const terminal = new FakeTerminal([]);
  await runRepl({ runner: promptOn(dump.build()).runner, terminal, startup: [] });
  assert.match(terminal.screen, /^AggregateError\n {2}member 1 {2}Error: no {2}a\.ts:1:1\n/);
  assert.match(terminal.screen, /\nno frames: the engine made it; type cause 1 for those of the member\n/);
});

test("args finds the parameters of a function without a name in its source, where the recorder could not tell", async () => {
  const text = `export const app = {
  run: async (request: { id: number }, { deep: [second] }, missing = 1) => {
    const request2 = request.id;
    await later((n) => { throw new Error(n); });
  },
};
`;
  const url = "file:///app/app.ts";
  const dumped = (scopes: (dump: DumpBuilder) => number[], place: { line: number; column: number } | undefined) => {
    const dump = new DumpBuilder();
    const source = dump.source(url, text);
    const position = place && { url, ...place };
    const frame = dump.frame({ functionName: "", scopes: scopes(dump), ...(position && { position, source }) });
    dump.exception({ value: dump.object({}), frames: [frame] });
    return promptOn(dump.build());
  };
  const outer = (dump: DumpBuilder) => [
    dump.scope("block", { request2: 7 }),
    dump.scope("local", { second: 2 }),
    dump.scope("closure", { request: dump.object({ id: 7 }), other: 1 }),
    dump.scope("closure", { missing: "not its own" }),
  ];
  const place = { line: 3, column: 20 };
  assert.equal(await dumped(outer, place).text("args"), "second  = 2\nrequest = {id: 7}");
  const inner = (dump: DumpBuilder) => [dump.scope("local", { n: 1 }), dump.scope("closure", { request: 2 })];
  assert.equal(await dumped(inner, { line: 4, column: 45 }).text("args"), "n = 1");
  assert.equal(await dumped(inner, undefined).text("args"), "args: not known for this call; type locals");
  assert.equal(await dumped(inner, { line: 1, column: 1 }).text("args"), "args: not known for this call; type locals");
});
