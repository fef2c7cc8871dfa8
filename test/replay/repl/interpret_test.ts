import assert from "node:assert/strict";
import test from "node:test";
import { CommandTable } from "../../../replay/repl/command_table.ts";
import { COMMANDS } from "../../../replay/repl/commands.ts";
import { interpret } from "../../../replay/repl/interpret.ts";

const table = new CommandTable(COMMANDS);

/** "command: name|arguments", "expression", … */
function meaning(line: string, variables: string[] = [], aliases: Record<string, string> = {}): string {
  const options = {
    table,
    isVariable: (name: string) => variables.includes(name),
    aliases: new Map(Object.entries(aliases)),
  };
  const found = interpret(line, options);
  if (found.kind === "command") return `${found.args.name}|${found.args.text}`;
  return found.kind === "wrong" ? found.message : found.kind;
}

const COMMAND_LINES: Record<string, string> = {
  "where": "where|",
  "  bt  ": "bt|",
  "where -a": "where|-a",
  "up 2": "up|2",
  "loc": "locals|",
  "locals /x/": "locals|/x/",
  "frame 3 locals": "frame|3 locals",
  "find instanceof Order": "find|instanceof Order",
  "p (a + b)": "p|(a + b)",
  "p(a)": "p|(a)",
  "p {a: 1}": "p|{a: 1}",
  "?": "?|",
  "? up": "?|up",
  ".list": "list|",
  ".wher": "where|",
  "step": "step|",
  "continue": "continue|",
  "return 5": "return|5",
  "trans x": "transcript|x",
};

const EXPRESSIONS = [
  "1 + 1",
  "order",
  "order.id",
  "this",
  "this.id",
  "this instanceof Order",
  "await x",
  "const where = 1",
  "list = 3",
  "list.length",
  "list => list + 1",
  "where += 1",
  "let x = 1",
  "do { } while (false)",
  "new Map()",
  "wh + 1",
  "e + 1",
  ".5 + 1",
  "Math",
  "eval('1')",
  "{ up: 1 }",
  "type Id = number",
  "`up`",
  "throw 1",
  "th < 3",
];

test("interpret() finds the command that a line names, in full or in part", () => {
  for (const [line, expected] of Object.entries(COMMAND_LINES)) assert.equal(meaning(line), expected, line);
});

test("interpret() leaves everything else to be evaluated", () => {
  for (const line of EXPRESSIONS) assert.equal(meaning(line), "expression", line);
});

test("interpret() prefers a variable to a command of the same name", () => {
  assert.equal(meaning("list", ["list"]), "expression");
  assert.equal(meaning("list.length", ["list"]), "expression");
  assert.equal(meaning("list - 5", ["list"]), "expression");
  assert.equal(meaning("list in x", ["list"]), "expression");
  assert.equal(meaning("p", ["p"]), "expression");
});

test("interpret() takes the command when what follows the variable cannot belong to an expression", () => {
  assert.equal(meaning("p order", ["p"]), "p|order");
  assert.equal(meaning("list 40", ["list"]), "list|40");
  assert.equal(meaning("up2 3", ["up2"]), "expression");
});

test("interpret() takes .word as a command even when there is such a variable", () => {
  assert.equal(meaning(".list", ["list"]), "list|");
  assert.equal(meaning(".p p", ["p"]), "p|p");
});

test("interpret() names the commands that an ambiguous beginning stands for", () => {
  assert.equal(meaning("thr"), "thr begins several commands: type throws, threads or thread");
  assert.match(meaning(".un"), /^\.un begins several commands: type \.unhide/);
});

test("interpret() proposes the nearest command for an unknown one with a dot", () => {
  assert.equal(meaning(".wehre"), "there is no command .wehre: type .where, or help");
  assert.equal(meaning(".xyzzyxyzzy"), "there is no command .xyzzyxyzzy: type help");
});

test("interpret() knows nothing and comments", () => {
  assert.equal(meaning(""), "empty");
  assert.equal(meaning("   "), "empty");
  assert.equal(meaning("// a note"), "comment");
  assert.equal(meaning("# a note"), "comment");
  assert.equal(meaning("#"), "comment");
});

test("interpret() expands an alias, with its arguments at their places or at the end", () => {
  const aliases = { ul: "locals user", two: "%1 + %2", all: "p [%*]", up1: "up" };
  assert.equal(meaning("ul", [], aliases), "locals|user");
  assert.equal(meaning("up1 3", [], aliases), "up|3");
  assert.equal(meaning(".up1 3", [], aliases), "up|3");
  assert.equal(meaning("two a b", [], aliases), "expression");
  assert.equal(meaning("all 1, 2", [], aliases), "p|[1, 2]");
  assert.equal(meaning("ul", ["ul"], aliases), "expression");
});

test("interpret() does not follow aliases of aliases", () => {
  assert.equal(meaning("a1", [], { a1: "a1" }), "expression");
});

test("interpret() takes a path or a pattern for the argument of a command, though a variable has its name", () => {
  assert.equal(meaning("load /tmp/a.kt", ["load"]), "load|/tmp/a.kt");
  assert.equal(meaning("module /^user/i", ["module"]), "module|/^user/i");
  assert.equal(meaning("find /x/", ["find"]), "find|/x/");
  for (const line of ["load / 2", "load/2", "load /", "find / x / 2"]) {
    assert.equal(meaning(line, ["load", "find"]), "expression", line);
  }
  assert.equal(meaning("list /2", ["list"]), "expression");
});
