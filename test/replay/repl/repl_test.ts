import assert from "node:assert/strict";
import test from "node:test";
import { cells } from "../../../replay/text/fit.ts";
import { runRepl } from "../../../replay/repl/repl.ts";
import type { Input } from "../../../replay/repl/terminal.ts";
import { FakeTerminal } from "./fake_terminal.ts";
import { promptOn } from "./prompt_on.ts";

/** What the screen shows after the opening. */
async function typing(inputs: (string | Input)[], startup: string[] = []) {
  const prompt = promptOn();
  const terminal = new FakeTerminal(inputs);
  await runRepl({ runner: prompt.runner, terminal, startup });
  const opening = terminal.screen.indexOf("static compare(a: Order, b: Order) {");
  return { prompt, terminal, shown: terminal.screen.slice(terminal.screen.indexOf("\n", opening) + 1) };
}

test("the prompt ends at Ctrl-D and at quit, and gives the terminal back", async () => {
  for (const inputs of [[], ["quit"], ["q"], ["exit"]]) {
    const { terminal } = await typing(inputs);
    assert.equal(terminal.closed, true);
  }
});

test("the prompt reads on until an expression is whole", async () => {
  const { shown } = await typing(["[1,", "2", "]", "p (", "3)"]);
  assert.equal(
    shown,
    "keeptrace 1> [1,\n         ... 2\n         ... ]\n$1 = Array(2) [1, 2]\n" +
      "keeptrace 1> p (\n         ... 3)\n$2 = 3\nkeeptrace 1> \n",
  );
});

test("what was typed is remembered whole, and what was given up is not", async () => {
  const { terminal } = await typing(["[1,", "2]", "1 +* 2", "[3,", { kind: "interrupt", text: "" }, "4"]);
  assert.deepEqual(terminal.remembered, ["[1,\n2]", "1 +* 2", "4"]);
});

test("Ctrl-C clears what was typed, several lines too, and says how to leave when there was nothing", async () => {
  const interrupt: Input = { kind: "interrupt", text: "abc" };
  const { shown } = await typing([interrupt, "[1,", interrupt, "2", { kind: "interrupt", text: "" }]);
  assert.equal(
    shown,
    "keeptrace 1> ^C\nkeeptrace 1> [1,\n         ... ^C\nkeeptrace 1> 2\n$1 = 2\n" +
      "keeptrace 1> ^C\nCtrl-D or quit leaves\nkeeptrace 1> \n",
  );
});

test("Ctrl-C ends the waiting for an await, and the session goes on", async () => {
  const prompt = promptOn();
  const terminal = new FakeTerminal(["await new Promise(() => {})", "1"]);
  const session = runRepl({ runner: prompt.runner, terminal, startup: [] });
  const waiting = setInterval(() => terminal.screen.includes("interrupted") || terminal.interrupt(), 5);
  await session;
  clearInterval(waiting);
  assert.match(terminal.screen, /interrupted\nkeeptrace 1> 1\n\$1 = 1\n/);
});

test("a caret stands under the mistake in a line", async () => {
  const { shown } = await typing(["1 +* 2", "p 1 +* 2", "[", "1 +* 2]"]);
  assert.equal(
    shown,
    "keeptrace 1> 1 +* 2\n                ^\nSyntaxError: Unexpected '*'\n" +
      "keeptrace 1> p 1 +* 2\n                  ^\nSyntaxError: Unexpected '*'\n" +
      "keeptrace 1> [\n         ... 1 +* 2]\nSyntaxError: Unexpected '*' (line 2, column 4)\nkeeptrace 1> \n",
  );
});

test("the startup file speaks only when it fails", async () => {
  const { shown } = await typing(["two 1 2"], ["alias two %1 + %2", "nonsense here"]);
  assert.equal(
    shown,
    "in the startup file, \"nonsense here\": SyntaxError: Unexpected 'here'\nkeeptrace 1> two 1 2\n$1 = 3\nkeeptrace 1> \n",
  );
});

test("transcript writes what is typed and shown, without colours", async () => {
  const { prompt } = await typing(["transcript t.txt", "p 1", "nope", "transcript off", "p 2"]);
  assert.equal(
    prompt.host.files.get("t.txt"),
    "everything from here on is written to the file as well; transcript off ends it\n" +
      "keeptrace 1> p 1\n$1 = 1\nkeeptrace 1> nope\nReferenceError: nope is not defined\nkeeptrace 1> transcript off\n",
  );
});

test("save writes the lines, load runs them, also over several lines", async () => {
  const { prompt, shown } = await typing(["up", "[1,", "2]", "save s.txt", "bottom", "load s.txt", "frame"]);
  assert.equal(prompt.host.files.get("s.txt"), "up\n[1,\n2]\n");
  assert.match(shown, /3 lines saved|2 lines saved/);
  assert.match(shown, /keeptrace 2> frame\n→ 2 {2}handle/);
});

test("load shows what the lines before a wrong one answered, and which line is wrong", async () => {
  const prompt = promptOn();
  prompt.host.files.set("inner", "p 2\nfram\np [1,\n 2 +* 3]\np 4");
  prompt.host.files.set("outer", "p 1\nload inner\np 5");
  const terminal = new FakeTerminal(["load outer", "p 6"]);
  await runRepl({ runner: prompt.runner, terminal, startup: [] });
  const shown = terminal.screen.slice(terminal.screen.indexOf("load outer"));
  assert.match(
    shown,
    /^load outer\n\$1 = 1\n\$2 = 2\n→ 1 [^]*\nin inner, "p \[1,…": SyntaxError: Unexpected '\*' \(line 2, column 5\)\nkeeptrace 1> p 6\n\$3 = 6\n/,
  );
});

test("each wraps what it complains about, and marks the selected frame only", async () => {
  const prompt = promptOn();
  await prompt.runner.run("up");
  const lines = (await prompt.text("each p nothing_of_that_name_is_here_or_anywhere", 40)).split("\n");
  assert.deepEqual(lines.filter((line) => cells(line) > 40), []);
  assert.deepEqual(lines.filter((line) => line.startsWith("→")).map((line) => line.slice(0, 4)), ["→ 2 "]);
});

test("load stops files that load each other, and names a file that is not there", async () => {
  const prompt = promptOn();
  prompt.host.files.set("a", "load a");
  assert.equal(await prompt.error("load a"), "a is not loaded: files load each other without end");
  assert.match(await prompt.error("load b"), /^b: there is no such file/);
});

test("quit in a loaded file ends the session", async () => {
  const prompt = promptOn();
  prompt.host.files.set("a", "p 1\nquit\n");
  const terminal = new FakeTerminal(["load a", "p 2"]);
  await runRepl({ runner: prompt.runner, terminal, startup: [] });
  assert.doesNotMatch(terminal.screen, /p 2/);
});

test("an empty line repeats the last navigation, whatever came between", async () => {
  const prompt = promptOn();
  const index = async (line: string) => {
    await prompt.runner.run(line);
    return prompt.runner.selection.frame?.index;
  };
  assert.equal(await index(""), 1);
  assert.equal(await index("up"), 2);
  assert.equal(await index("p 1"), 2);
  assert.equal(await index(""), 3);
  assert.equal(await index("down 2"), 1);
  assert.equal(await index("top"), 5);
  assert.equal(await index(""), 3);
});

test("edit opens the file of the frame at its line", async () => {
  const prompt = promptOn();
  await prompt.runner.run("edit");
  assert.deepEqual(prompt.host.edited, ["/app/cart.ts:21:14"]);
});

test("text from the dump reaches the screen escaped", async () => {
  const { shown } = await typing([
    "p control",
    "locals /^control$/",
    "find red",
    "display control",
    "up",
    "whatis control",
  ]);
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(shown, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
});

test("console prints what is typed with it before the value, escaped and within the screen", async () => {
  const { shown } = await typing([
    "for (const n of [1, 2]) console.log('n', n, { n })",
    "console.log('a\\x1b[2J\\nb')",
  ]);
  assert.match(shown, /n 1 \{n: 1\}\nn 2 \{n: 2\}\nundefined\nkeeptrace 1> /);
  assert.match(shown, /a\\x1b\[2J\nb\nundefined\nkeeptrace 1> /);
});

test("console prints before what was thrown, and a variable of that name is the variable", async () => {
  const { shown } = await typing([
    "console.error([1, 2]), null.x",
    "let console = 5",
    "console",
  ]);
  assert.match(shown, /null\.x\nArray\(2\) \[1, 2\]\nTypeError: [^\n]*\n/);
  assert.match(shown, /> console\n\$1 = 5\n/);
});
