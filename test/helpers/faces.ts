/** Arguments of the program for every way to look at a dump; `FILE` stands for its path. */
export const FACES: readonly (readonly string[])[] = [
  ["verify", "FILE"],
  ["show", "FILE"],
  ["show", "FILE", "--json"],
  ["peek", "FILE"],
  ["ls", "FILE", "--json"],
  ["secrets", "FILE"],
  ["secrets", "FILE", "--json"],
  ["repro", "FILE"],
  ["diff", "FILE", "FILE"],
  ["diff", "FILE", "FILE", "--json"],
];

/** Commands of the prompt, on a dump that has a variable `x`. */
export const COMMANDS: readonly string[] = [
  "where",
  "where -a -full",
  "locals",
  "args",
  "closure",
  "module",
  "scopes",
  "this",
  "p x",
  "pp x",
  "pp 9 x",
  "whatis x",
  "why x",
  "find /a/",
  "refs x",
  "path x",
  "exception",
  "causes",
  "throws",
  "list",
  "ll",
  "source x",
  "each args",
  "each locals",
  "each where",
  "find instanceof C",
  "redactions",
  "meta",
  "env",
  "threads",
  "p await x",
  "p [x, x]",
  "cause 1",
];

/** The same for commands of the prompt. */
export const SCRIPTS: readonly (readonly string[])[] = [[], ["--json"]].map((options) => [
  "FILE",
  ...options,
  ...COMMANDS.flatMap((command) => ["-c", command]),
]);
