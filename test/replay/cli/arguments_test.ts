import assert from "node:assert/strict";
import test from "node:test";
import { readArguments } from "../../../replay/cli/arguments.ts";

test("readArguments() keeps files as they are typed, numbers too", () => {
  assert.deepEqual(readArguments(["1", "0x10", "-", "a b"]).rest, ["1", "0x10", "-", "a b"]);
  assert.deepEqual(readArguments(["--", "-c"]).rest, ["-c"]);
});

test("readArguments() collects commands in order, also those that begin with a hyphen or hold an equals sign", () => {
  const { commands, rest } = readArguments(["-c", "where -a", "f.cbor", "-c", "x = 1", "-c=p 2", "--command", "up"]);
  assert.deepEqual(commands, ["where -a", "x = 1", "p 2", "up"]);
  assert.deepEqual(rest, ["f.cbor"]);
  assert.deepEqual(readArguments(["-c", "-count + 1", "--command", "-1", "f"]).commands, ["-count + 1", "-1"]);
});

test("readArguments() knows --json, --root, --help and --version", () => {
  const { json, root, help, version } = readArguments(["--json", "--root", "/src", "-h", "--version"]);
  assert.deepEqual([json, root, help, version], [true, "/src", true, true]);
  assert.deepEqual(readArguments([]), {
    help: false,
    version: false,
    commands: [],
    json: false,
    root: undefined,
    live: undefined,
    accept: [],
    rest: [],
  });
});

test("readArguments() refuses what it does not know, and what has no value", () => {
  assert.throws(() => readArguments(["--nope"]), /^ProgramError: there is no option --nope/);
  assert.throws(() => readArguments(["-q"]), /no option -q/);
  assert.throws(() => readArguments(["f", "--root"]), /--root is the last argument/);
});

test("readArguments() knows --live, which takes no file for its value, and --accept", () => {
  const of = (...argv: string[]) => {
    const { live, accept, rest } = readArguments(argv);
    return [live, accept, rest];
  };
  assert.deepEqual(of("--live", "crash.cbor"), ["local", [], ["crash.cbor"]]);
  assert.deepEqual(of("crash.cbor", "--live=recorded"), ["recorded", [], ["crash.cbor"]]);
  assert.deepEqual(of("f", "--live", "--accept", "a.ts", "--accept=runtime"), ["local", ["a.ts", "runtime"], ["f"]]);
  assert.throws(() => of("f", "--live=yes"), /there is no --live=yes: type --live, or --live=recorded/);
  assert.throws(() => of("f", "--accept"), /--accept is the last argument/);
});
