import test from "node:test";
import assert from "node:assert/strict";
import { parseArgs } from "@std/cli/parse-args";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only when both types are the same. */
function same<A, B>(_equal: Equal<A, B>): void {}

test("parseArgs() reads options with =, with the next argument, and without a value", () => {
  assert.deepEqual(parseArgs(["--a=1", "--b", "two", "--c", "-d", "rest"], { boolean: ["c", "d"] }), {
    _: ["rest"],
    a: 1,
    b: "two",
    c: true,
    d: true,
  });
  assert.deepEqual(parseArgs(["--a", "--b", ""]), { _: [""], a: true, b: true });
  assert.deepEqual(parseArgs(["-", "x", "-5"]), { _: ["-", "x"], 5: true });
});

test("parseArgs() makes numbers of what looks like one, unless the option is a string", () => {
  assert.deepEqual(parseArgs(["--n=0x1f", "--m", "1e3", "--s", "007", "5", " "], { string: ["s"] }), {
    _: [5, " "],
    n: 31,
    m: 1000,
    s: "007",
  });
  assert.deepEqual(parseArgs(["5"], { string: "_" }), { _: ["5"] });
});

test("parseArgs() gives booleans false, collected options an empty array, and strings nothing", () => {
  const options = { boolean: ["json"], string: ["c", "s"], collect: ["c"] } as const;
  assert.deepEqual(parseArgs([], options), { _: [], json: false, c: [] });
  assert.deepEqual(parseArgs(["-c", "where", "-c", "locals", "--json", "--s"], options), {
    _: [],
    json: true,
    c: ["where", "locals"],
    s: "",
  });
});

test("parseArgs() takes true and false after a boolean as its value, and nothing else", () => {
  assert.deepEqual(parseArgs(["--b", "false", "--c", "x", "--d=false", "--e=0"], { boolean: ["b", "c", "d", "e"] }), {
    _: ["x"],
    b: false,
    c: true,
    d: false,
    e: true,
  });
});

test("parseArgs() reads a group of short options, the last with a value", () => {
  assert.deepEqual(parseArgs(["-xvf", "file"]), { _: [], x: true, v: true, f: "file" });
  assert.deepEqual(parseArgs(["-n5", "-m=6", "-f/path", "-k="]), { _: [], n: 5, m: 6, f: "/path", k: "" });
  assert.deepEqual(parseArgs(["-a-"]), { _: [], a: "-" });
  assert.deepEqual(parseArgs(["-c", "-1"]), { _: [], c: true, 1: true });
});

test("parseArgs() turns negatable options off, and keeps others by their whole name", () => {
  const args = parseArgs(["--no-color", "--no-other", "x"], { boolean: ["color"], negatable: ["color"] });
  assert.deepEqual(args, { _: [], color: false, "no-other": "x" });
  assert.deepEqual(parseArgs(["--no-c", "--c", "1"], { collect: ["c"], negatable: ["c"] }), { _: [], c: [1] });
});

test("parseArgs() sets all aliases", () => {
  const alias = { help: ["h", "?"], command: "c" };
  assert.deepEqual(parseArgs(["-h", "-c", "p x"], { alias, boolean: ["help"], string: ["command"] }), {
    _: [],
    help: true,
    h: true,
    "?": true,
    command: "p x",
    c: "p x",
  });
  assert.throws(() => parseArgs([], { alias: { a: undefined } as unknown as Record<string, string> }), TypeError);
});

test("parseArgs() fills in defaults, of aliases too", () => {
  assert.deepEqual(parseArgs(["--b", "1"], { default: { a: "x", b: "y" }, alias: { a: "z" } }), {
    _: [],
    a: "x",
    z: "x",
    b: 1,
  });
});

test("parseArgs() nests names with dots and never reaches what all objects share", () => {
  assert.deepEqual(parseArgs(["--a.b", "1", "--a.c.d=x"]), { _: [], a: { b: 1, c: { d: "x" } } });
  assert.deepEqual(parseArgs(["--__proto__.x=1", "--constructor.prototype.x=1", "--a.__proto__=1"]), { _: [], a: {} });
  assert.equal(({} as Record<string, unknown>)["x"], undefined);
});

test("parseArgs() leaves what follows -- alone", () => {
  assert.deepEqual(parseArgs(["-a", "--", "-b", "1"]), { _: ["-b", "1"], a: true });
  assert.deepEqual(parseArgs(["-a", "--", "-b", "1"], { "--": true }), { _: [], a: true, "--": ["-b", "1"] });
});

test("parseArgs() stops at the first argument that is no option when asked to", () => {
  assert.deepEqual(parseArgs(["--a=1", "file", "--b", "5"], { stopEarly: true }), { _: ["file", "--b", "5"], a: 1 });
});

test("parseArgs() asks about unknown arguments and leaves out those that are refused", () => {
  const asked: unknown[][] = [];
  const args = parseArgs(["--known", "--x=1", "-y", "2", "file"], {
    boolean: ["known"],
    unknown: (...all) => {
      asked.push(all);
      return all[1] !== "x";
    },
  });
  assert.deepEqual(asked, [["--x=1", "x", "1"], ["-y", "y", "2"], ["file"]]);
  assert.deepEqual(args, { _: ["file"], known: true, y: 2 });
});

test("parseArgs() types every option that is listed", () => {
  const plain = parseArgs([]);
  // deno-lint-ignore no-explicit-any
  same<typeof plain, { [x: string]: any; _: (string | number)[] }>(true);

  const typed = parseArgs(["--d"], {
    boolean: ["json", "color"],
    string: ["c", "out", "e"],
    collect: ["c", "many"],
    negatable: ["color", "out"],
    default: { e: "x", other: 5 },
    alias: { json: "j" },
    "--": true,
  });
  same<typeof typed.json, boolean>(true);
  same<typeof typed.j, boolean>(true);
  same<typeof typed.color, boolean>(true);
  same<typeof typed.c, string[]>(true);
  same<typeof typed.out, string | false | undefined>(true);
  same<typeof typed.e, string>(true);
  same<typeof typed.many, unknown[]>(true);
  same<typeof typed.other, unknown>(true);
  same<typeof typed.d, unknown>(true);
  same<typeof typed["--"], string[]>(true);
  same<typeof typed._, (string | number)[]>(true);

  const nested = parseArgs([], { string: ["a.b"], boolean: ["a.c", "d"], default: { d: true } });
  same<typeof nested.d, boolean>(true);
  same<NonNullable<typeof nested.a>["c"], boolean>(true);
  same<NonNullable<typeof nested.a>["b"], string | undefined>(true);

  const all = parseArgs(["--x"], { boolean: true });
  same<typeof all.x, unknown>(true);
  assert.equal(all.x, true);
});
