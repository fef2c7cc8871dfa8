import assert from "node:assert/strict";
import test from "node:test";
import { NodeKind } from "../../../dump/format.ts";
import { CommandError } from "../../../replay/repl/command_error.ts";
import { runBatch } from "../../../replay/repl/batch.ts";
import { viewOf } from "../../../replay/text/view.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";
import { promptOn } from "./prompt_on.ts";

type Data = Record<string, unknown>;

async function batch(commands: string[], json: boolean, about?: Data) {
  const { runner } = promptOn();
  const view = viewOf({ session: runner.session, columns: 100, color: false, numbered: false });
  let out = "";
  let err = "";
  const worked = await runBatch({
    runner,
    commands,
    json,
    view,
    ...(about === undefined ? {} : { about }),
    out: (text) => out += text,
    err: (text) => err += text,
  });
  return { worked, out, err };
}

test("--json prints one line a command, with its result or its error", async () => {
  const { worked, out, err } = await batch(["p this.id", "p nope", "up 9 9", "1 +"], true);
  assert.equal(worked, false);
  assert.equal(err, "");
  assert.deepEqual(out.trimEnd().split("\n").map((line) => JSON.parse(line)), [
    { command: "p this.id", ok: true, result: { type: "number", preview: "7", value: 7 } },
    { command: "p nope", ok: false, error: "ReferenceError: nope is not defined" },
    { command: "up 9 9", ok: false, error: 'up: one number is enough, found "9 9": type up [n]' },
    { command: "1 +", ok: false, error: "SyntaxError: Unexpected end of input (at 1:4)" },
  ]);
});

test("--json has what console printed, also before an error", async () => {
  const { out } = await batch(["console.log('a\\nb', 1)", "console.log({ a: 1 }), null.x", "1"], true);
  const [one, two, three] = out.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual([one.ok, one.printed], [true, ["a", "b 1"]]);
  assert.deepEqual([two.ok, two.printed], [false, ["{a: 1}"]]);
  assert.equal("printed" in three, false);
});

test("without --json results go to standard output, errors to standard error, a line each", async () => {
  const { worked, out, err } = await batch(["p this.id", "p nope", "p 1 + 1", "1 +"], false);
  assert.equal(worked, false);
  assert.equal(out, "7\n2\n");
  assert.equal(
    err,
    "keeptrace: ReferenceError: nope is not defined\nkeeptrace: SyntaxError: Unexpected end of input (at 1:4)\n",
  );
});

test("a batch works when every command does, and ends at quit", async () => {
  assert.deepEqual(await batch(["p 1", "quit", "p nope"], false), { worked: true, out: "1\n", err: "" });
});

test("--json puts what it is about before the command when there are several files", async () => {
  const { out } = await batch(["p 1"], true, { file: "a.cbor" });
  assert.deepEqual(Object.keys(JSON.parse(out)), ["file", "command", "ok", "result"]);
});

test("where answers frames with 1-based positions", async () => {
  const { frames } = await promptOn().data("where") as { frames: Data[] };
  assert.deepEqual(frames[0], {
    index: 1,
    functionName: "Order.checkout",
    file: "/app/cart.ts",
    line: 21,
    column: 14,
    async: false,
    locals: "available",
  });
  assert.deepEqual(frames[3], {
    index: 4,
    functionName: "serve",
    file: "/app/server.ts",
    line: 3,
    column: 1,
    async: true,
    locals: "unavailable",
    reason: "it was waiting in an await, and the engine keeps no variables for it",
  });
  assert.equal(frames.length, 5);
});

test("p and expressions answer type, preview, and the value where JSON holds it exactly", async () => {
  const prompt = promptOn();
  assert.deepEqual(await prompt.data("p ratio"), { type: "number", preview: "0.1", value: 0.1 });
  assert.deepEqual(await prompt.data("minusZero"), { type: "number", preview: "-0" });
  assert.deepEqual(await prompt.data("big"), { type: "bigint", preview: "123456789012345678901234567890n" });
  assert.deepEqual(await prompt.data("item"), {
    type: "Object",
    preview: '{name: "Tea", price: 10}',
    value: { name: "Tea", price: 10 },
  });
  assert.deepEqual(await prompt.data("undef"), { type: "undefined", preview: "undefined" });
  const order = await prompt.data("p this") as Data;
  assert.deepEqual(Object.keys(order), ["type", "preview"]);
  assert.equal(order["type"], "Order");
  const cut = await prompt.data("p cutText") as Data;
  assert.equal("value" in cut, false);
});

test("locals answers scopes of variables, with what was changed here", async () => {
  const prompt = promptOn();
  await prompt.data("count = 5");
  const { scopes } = await prompt.data("locals /^(count|item|counter)$/") as { scopes: Data[] };
  assert.deepEqual(scopes, [
    { type: "block", variables: [{ name: "item", type: "Object", preview: '{name: "Tea", price: 10}' }] },
    { type: "local", variables: [{ name: "count", type: "number", preview: "5" }] },
    { type: "closure", name: "makeCart", variables: [{ name: "counter", type: "Object", preview: "{n: 3}" }] },
  ]);
});

test("exception answers name, message, stack and causes", async () => {
  const exception = await promptOn().data("exception") as Data & { causes: Data[] };
  assert.deepEqual(Object.keys(exception), ["name", "message", "stack", "causes"]);
  assert.equal(exception["name"], "TypeError");
  assert.deepEqual(exception.causes.map(({ index, relation, name }) => [index, relation, name]), [
    [1, "cause", "AggregateError"],
    [2, "member", "Error"],
    [3, "member", "SyntaxError"],
  ]);
});

test("moving answers the frame that is now selected", async () => {
  const prompt = promptOn();
  const { frame } = await prompt.data("up") as { frame: Data };
  assert.equal(frame["index"], 2);
  assert.equal(prompt.runner.selection.frame?.index, 2);
  assert.equal((await prompt.data("bottom") as { frame: Data }).frame["index"], 1);
});

test("frame N COMMAND and each run elsewhere and stay here", async () => {
  const prompt = promptOn();
  assert.deepEqual(await prompt.data("frame 2 p order.id"), { type: "number", preview: "7", value: 7 });
  assert.equal(prompt.runner.selection.frame?.index, 1);
  await prompt.data("frame 2 up");
  assert.equal(prompt.runner.selection.frame?.index, 1);
  const { frames } = await prompt.data("each p order.id") as { frames: Data[] };
  assert.deepEqual(frames.map(({ index, ok }) => [index, ok]), [[1, false], [2, true], [4, false]]);
});

test("causes, throws, threads and cause answer plain data", async () => {
  const prompt = promptOn();
  assert.equal((await prompt.data("causes") as { causes: Data[] }).causes.length, 3);
  const { throws } = await prompt.data("throws") as { throws: Data[] };
  assert.deepEqual(throws.map(({ index, time }) => [index, time]), [[0, undefined], [1, "2026-11-22T19:48:03.251Z"]]);
  const { threads } = await prompt.data("threads") as { threads: Data[] };
  assert.deepEqual(threads.map(({ id, name }) => [id, name]), [[0, "main"]]);
  assert.equal((await prompt.data("cause 2") as Data)["message"], "connect ECONNREFUSED");
  await prompt.data("cause 0");
  assert.equal((await prompt.data("throws 1") as { frame: Data }).frame["functionName"], "serve");
});

test("list, ll and source answer lines of text", async () => {
  const prompt = promptOn();
  const { file, line, lines } = await prompt.data(".list 1 2") as { file: string; line: number; lines: Data[] };
  assert.deepEqual([file, line], ["/app/cart.ts", 21]);
  assert.deepEqual(lines, [
    { number: 1, text: 'import { loadPrices } from "./prices.ts";' },
    { number: 2, text: "" },
  ]);
  const whole = await prompt.data("ll") as { lines: Data[] };
  assert.deepEqual([whole.lines[0]?.["number"], whole.lines.at(-1)?.["number"]], [17, 23]);
  assert.deepEqual(await prompt.data("source add"), {
    name: "add",
    file: "/app/cart.ts",
    line: 3,
    text: "(n) => counter.n += n * step",
  });
});

test("whatis does not count the elements of a long buffer as properties", async () => {
  const builder = new DumpBuilder();
  const bytes = (size: number) => {
    const buffer = builder.node(NodeKind.buffer, { payload: [new Uint8Array(size), false, undefined] });
    const prototype = builder.builtinClass("Uint8Array");
    return builder.node(NodeKind.view, { prototype, payload: ["Uint8Array", buffer, 0, size] });
  };
  const scopes = [builder.scope("local", { long: bytes(2_000_000), short: bytes(3) })];
  builder.exception({ value: 1, frames: [builder.frame({ functionName: "f", scopes })] });
  const prompt = promptOn(builder.build());
  assert.equal((await prompt.data("whatis long") as Data)["properties"], undefined);
  assert.equal((await prompt.data("whatis short") as Data)["properties"], 3);
});

test("whatis and why answer facts", async () => {
  const prompt = promptOn();
  assert.deepEqual(await prompt.data("whatis this"), {
    type: "Order",
    file: "/app/cart.ts",
    line: 6,
    column: 8,
    properties: 2,
    privateFields: 1,
    node: 4,
  });
  assert.deepEqual(await prompt.data("whatis orderList"), {
    type: "OrderList",
    extends: ["Map"],
    properties: 1,
    privateFields: 1,
    node: (await prompt.data("whatis orderList") as Data)["node"],
  });
  assert.deepEqual(await prompt.data("whatis text"), { type: "string", size: 11 });
  assert.deepEqual(await prompt.data("whatis frozenList").then((data) => (data as Data)["integrity"]), "frozen");
  assert.deepEqual(await prompt.data("why omitted_depth"), {
    expression: "omitted_depth",
    reason: "depth",
    type: "Order",
    size: 3,
    option: "init({ depth: 12 })",
  });
  assert.deepEqual(await prompt.data("why text"), { expression: "text", reason: null });
});

test("find, refs, path and redactions answer places", async () => {
  const prompt = promptOn();
  assert.deepEqual(await prompt.data("find /^Tea$/"), {
    matches: [{ frame: 1, path: "item.name", type: "string", preview: '"Tea"' }],
    total: 1,
  });
  const { refs } = await prompt.data("refs this") as { refs: Data[] };
  assert.deepEqual(refs.map(({ frame, path }) => `${frame} ${path}`), [
    "1 this",
    "2 order",
    "3 order",
    "1 orderList.get(7)",
  ]);
  const { paths } = await prompt.data("path this.items[1]") as { paths: Data[] };
  assert.deepEqual(paths.map(({ path }) => path), ["this.items[1]"]);
  const { redactions } = await prompt.data("redactions") as { redactions: Data[] };
  assert.ok(redactions.some(({ path }) => path === "partly.secret"));
});

test("find counts what it does not list", async () => {
  const { matches, total } = await promptOn().data("find /./") as { matches: Data[]; total: number };
  assert.equal(matches.length, 50);
  assert.ok(total > 50);
});

test("meta and env answer the circumstances, compared with this machine", async () => {
  const prompt = promptOn();
  const meta = await prompt.data("meta") as Data;
  assert.equal(meta["format"], "1.0");
  assert.equal(meta["time"], "2026-11-22T19:48:03.250Z");
  assert.deepEqual(meta["runtime"], { name: "node", version: "20.20.2" });
  prompt.host.hashes.set("/app/cart.ts", prompt.runner.session.modules[0]?.hash ?? "");
  prompt.host.hashes.set("/app/server.ts", "other");
  assert.deepEqual(await prompt.data("env"), {
    runtime: { recorded: "node 20.20.2", here: "node 20.20.2", same: true },
    platform: { recorded: "linux x64", here: "linux x64", same: true },
    modules: { same: 1, different: ["/app/server.ts"], missing: [], unknown: 0 },
  });
});

test("help, alias and display answer plain data", async () => {
  const prompt = promptOn();
  const { commands } = await prompt.data("help") as { commands: Data[] };
  assert.ok(commands.some(({ name, usage }) => name === "up" && usage === "up [n]"));
  assert.equal((await prompt.data("help up") as Data)["name"], "up");
  await prompt.data("alias ul locals user");
  assert.deepEqual(await prompt.data("alias"), { aliases: { ul: "locals user" } });
  await prompt.data("unalias ul");
  assert.deepEqual(await prompt.data("alias"), { aliases: {} });
  assert.deepEqual(await prompt.data("display count"), { displays: [{ number: 1, text: "count" }] });
});

test("every command answers data that JSON holds, or complains in one line", async () => {
  for (const { name, also = [] } of promptOn().runner.table.commands) {
    for (const word of [name, ...also]) {
      const { worked, out } = await batch([`.${word}`, `.${word} 1`, `.${word} this`], true);
      assert.equal(out.trimEnd().split("\n").length, word === "quit" ? 1 : 3, `${word}: ${worked}`);
      assert.doesNotMatch(out, /fault of keeptrace/, word);
    }
  }
});

test("find meets a scope that many frames share once", async () => {
  const dump = new DumpBuilder();
  const scope = dump.scope("module", { shared: "needle" });
  const frames = Array.from({ length: 50 }, () => dump.frame({ functionName: "f", scopes: [scope] }));
  dump.exception({ value: "boom", name: "string", message: "boom", frames });
  const { matches, total } = await promptOn(dump.build()).data("find needle") as { matches: Data[]; total: number };
  assert.equal(total, 1);
  assert.deepEqual(matches.map(({ frame, path }) => [frame, path]), [[1, "shared"]]);
});

test("a scope of very many variables is listed in part, and whole in JSON", async () => {
  const dump = new DumpBuilder();
  const names = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`v${index}`, index]));
  const frame = dump.frame({ functionName: "f", scopes: [dump.scope("local", names)] });
  dump.exception({ value: "boom", name: "string", message: "boom", frames: [frame] });
  const prompt = promptOn(dump.build());
  assert.match(await prompt.text("locals"), /\n {2}… 100 more \(locals \/pattern\/\)$/);
  assert.equal((await prompt.data("locals") as { scopes: { variables: Data[] }[] }).scopes[0]?.variables.length, 300);
});

test("a long message is shown in part, and says how to see the rest", async () => {
  const dump = new DumpBuilder();
  dump.exception({ value: "boom", name: "Error", message: "line\n".repeat(1000), frames: [] });
  const text = await promptOn(dump.build()).text("exception");
  assert.match(text, /… the message goes on: pp \$exception\.message/);
  assert.ok(text.split("\n").length < 300);
});

test("a function whose text was left out has its place all the same", async () => {
  const dump = new DumpBuilder();
  const far = dump.function({ name: "far", position: { url: "file:///app/far.js", line: 12, column: 3 } });
  const frame = dump.frame({ functionName: "f", scopes: [dump.scope("local", { far })] });
  dump.exception({ value: "boom", name: "string", message: "boom", frames: [frame] });
  const prompt = promptOn(dump.build());
  const { file, line, column } = await prompt.data("whatis far") as Data;
  assert.deepEqual([file, line, column], ["/app/far.js", 12, 3]);
  await assert.rejects(
    prompt.data("source far"),
    new CommandError("far has no source in the dump: it begins at far.js:12:3"),
  );
});

test("a name that only another frame has is told by that frame's number, callers first", async () => {
  const dump = new DumpBuilder();
  const frames = [{ inner: 1, both: 1 }, { middle: 2 }, { outer: 3, both: 3 }, { both: 4 }].map((variables) =>
    dump.frame({ functionName: "f", scopes: [dump.scope("local", variables)] })
  );
  dump.exception({ value: "boom", name: "string", message: "boom", frames });
  const prompt = promptOn(dump.build());
  for (
    const [line, hint] of [
      ["p outer", ": frame 3 has it: type frame 3"],
      ["frame 2 p both", ": frame 3 has it: type frame 3"],
      ["frame 4 p inner", ": frame 1 has it: type frame 1"],
      ["frame 4 p middle", ": frame 2 has it: type frame 2"],
      ["p none", ""],
    ] as const
  ) {
    const name = line.split(" ").at(-1);
    await assert.rejects(prompt.data(line), new CommandError(`ReferenceError: ${name} is not defined${hint}`));
  }
});
