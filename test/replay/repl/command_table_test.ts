import assert from "node:assert/strict";
import test from "node:test";
import type { Command } from "../../../replay/repl/command.ts";
import { CommandTable } from "../../../replay/repl/command_table.ts";
import { COMMANDS } from "../../../replay/repl/commands.ts";

function command(name: string, aliases: string[] = []): Command {
  const run = () => ({ data: () => null, text: () => "" });
  return { name, aliases, group: "stack", usage: name, summary: name, run };
}

test("CommandTable.find() knows names, aliases and the only name that begins so", () => {
  const table = new CommandTable([command("where", ["bt"]), command("whatis"), command("list", ["l"])]);
  const nameOf = (word: string) => {
    const found = table.find(word);
    return found.kind === "command" ? found.command.name : found.kind;
  };
  assert.equal(nameOf("where"), "where");
  assert.equal(nameOf(".where"), "where");
  assert.equal(nameOf("bt"), "where");
  assert.equal(nameOf("b"), "unknown");
  assert.equal(nameOf("li"), "list");
  assert.equal(nameOf("whe"), "where");
  assert.equal(nameOf("wh"), "ambiguous");
  assert.equal(nameOf(""), "unknown");
  assert.deepEqual(table.find("wh"), { kind: "ambiguous", names: ["where", "whatis"] });
});

test("CommandTable refuses a name that is taken", () => {
  assert.throws(() => new CommandTable([command("where", ["w"]), command("w")]), /"w" is taken twice/);
});

test("CommandTable.nearest() proposes what differs by a slip, and nothing else", () => {
  const table = new CommandTable(COMMANDS);
  assert.equal(table.nearest("wehre"), "where");
  assert.equal(table.nearest("locasl"), "locals");
  assert.equal(table.nearest("execption"), "exception");
  assert.equal(table.nearest("zzzzzz"), undefined);
  assert.equal(table.nearest("x".repeat(10_000)), undefined);
});

test("the table of commands has what every command needs", () => {
  for (const { name, usage, summary, help } of COMMANDS) {
    assert.match(name, /^[a-z]+$/);
    assert.ok(usage.startsWith(name), name);
    assert.match(summary, /^[^A-Z].{0,51}[^.]$/, name);
    assert.doesNotMatch(help ?? "", /\s$|^\s/, name);
  }
});
