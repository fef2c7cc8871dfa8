import assert from "node:assert/strict";
import test from "node:test";
import { DumpBuilder } from "../../helpers/dump_builder.ts";
import { complete } from "../../../replay/repl/completion.ts";
import { promptOn } from "./prompt_on.ts";

async function candidates(line: string, before: string[] = []): Promise<string[]> {
  const { runner } = promptOn();
  for (const typed of before) await runner.run(typed);
  const { candidates, fragment } = await complete(line, runner);
  assert.ok(line.endsWith(fragment), line);
  for (const candidate of candidates) assert.ok(candidate.startsWith(fragment), `${candidate} for ${fragment}`);
  return [...candidates];
}

test("complete() knows commands and names at the beginning of a line", async () => {
  const names = await candidates("cau");
  assert.deepEqual(names, ["causes", "cause"]);
  const mixed = await candidates("co");
  assert.ok(mixed.includes("coupon") && mixed.includes("continue") && mixed.includes("count"));
  assert.ok(mixed.indexOf("coupon") < mixed.indexOf("continue"));
});

test("complete() offers commands alone after a dot", async () => {
  assert.deepEqual(await candidates(".cau"), [".causes", ".cause"]);
});

test("complete() knows properties, private ones too, and runs no getter", async () => {
  assert.deepEqual((await candidates("this.i")).slice(0, 2), ["id", "items"]);
  assert.deepEqual(await candidates("this.#"), ["#secret"]);
  assert.deepEqual((await candidates("this.")).slice(0, 3), ["#secret", "id", "items"]);
  assert.deepEqual(await candidates("this.items[0].pric"), ["price"]);
  assert.ok((await candidates("withAccessors.")).includes("price"));
  assert.deepEqual(await candidates("withAccessors.price."), []);
});

test("complete() knows keys in brackets, ends them, and takes no array for an object", async () => {
  assert.deepEqual(await candidates('this["it'), ['items"]']);
  assert.deepEqual(await candidates("this?.['it"), ["items']"]);
  assert.deepEqual(await candidates("1 + this.items[0][`pri"), ["price`]"]);
  assert.ok(!(await candidates('this["')).some((name) => name.startsWith("__")));
  assert.deepEqual(await candidates('["it'), []);
  assert.deepEqual(await candidates('f(["it'), []);
  assert.deepEqual(await candidates('this["items"] + "it'), []);
});

test("complete() knows paths where a command takes a file, and hides hidden ones", async () => {
  const { runner, host } = promptOn();
  const folders: Record<string, string[]> = { ".": ["a.kt", "alps/", ".rc", "b\u202e"], "alps/": ["x y.kt"] };
  Object.assign(host, { list: (folder: string) => folders[folder] ?? [] });
  const of = async (line: string) => (await complete(line, runner)).candidates;
  assert.deepEqual(await of("load a"), ["a.kt", "alps/"]);
  assert.deepEqual(await of(".save "), ["a.kt", "alps/"]);
  assert.deepEqual(await of("transcript ."), [".rc"]);
  assert.deepEqual(await of("load alps/x"), ["x y.kt"]);
  assert.deepEqual(await of("load none/"), []);
});

test("complete() knows what a command takes", async () => {
  assert.deepEqual(await candidates("p this.it"), ["items"]);
  assert.deepEqual(await candidates("pp 2 this.it"), ["items"]);
  assert.deepEqual(await candidates("help cau"), ["causes", "cause"]);
  assert.deepEqual(await candidates("each cau"), ["causes", "cause"]);
  assert.deepEqual(await candidates("frame 2 cau"), ["causes", "cause"]);
  assert.deepEqual(await candidates("frame c"), []);
  assert.deepEqual(await candidates("up t"), []);
});

test("complete() knows what was declared here, and aliases", async () => {
  assert.deepEqual(await candidates("fres", ["const fresh = 1"]), ["fresh"]);
  assert.deepEqual(await candidates("zz", ["alias zzz up"]), ["zzz"]);
  assert.deepEqual(await candidates("$1.pric", ["item"]), ["price"]);
});

test("complete() answers nothing for what it cannot read", async () => {
  assert.deepEqual(await candidates("'text."), []);
  assert.deepEqual(await candidates("f(1)."), []);
});

test("complete() offers a thousand names at most, and none that nobody could type", async () => {
  const dump = new DumpBuilder();
  const names = ["long".repeat(1000), "lo\u202eng", "lo\u200bng", "lo\u001b[2J", "lo ng", "__proto__", "long"];
  const many = Array.from({ length: 5000 }, (_, at) => `v${at}`);
  const scopes = [dump.scope("local", Object.fromEntries([...names, ...many].map((name) => [name, 1])))];
  dump.exception({ value: null, frames: [dump.frame({ functionName: "f", scopes })] });
  const { runner } = promptOn(dump.build());
  assert.deepEqual((await complete("p lo", runner)).candidates, ["long"]);
  assert.equal((await complete("p v", runner)).candidates.length, 1000);
});
