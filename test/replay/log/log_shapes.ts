/**
 * Stacks as they stand in logs, and what is to be read of them.
 *
 * @module
 */

/** A piece of a log. */
export interface LogShape {
  readonly name: string;
  readonly log: string;
  /**
   * One line an error, `name: message` with `\n` written out, ` @` and its frames; causes are indented below and begin
   * with `cause`, members of aggregates with `member`.
   */
  readonly read: readonly string[];
}

const FRAMES = `    at run (/srv/a.js:3:7)
    at async main (file:///srv/b.mjs:10:1)`;
const READ = "run file:///srv/a.js:3:7, async main file:///srv/b.mjs:10:1";

/** All shapes; those of runtimes are as they printed them, with fewer frames. */
export const LOG_SHAPES: readonly LogShape[] = [
  {
    name: "a stack of V8",
    log: `TypeError: x is not a function\n${FRAMES}`,
    read: [`TypeError: x is not a function @ ${READ}`],
  },
  {
    name: "every form of a V8 frame",
    log: `Error: x
    at Shop.load [as get] (/srv/a.js:1:2)
    at new Order (C:\\shop\\a b.js:3:4)
    at Array.map (<anonymous>)
    at async Promise.all (index 1)
    at evald (eval at main (/srv/a.js:18:24), <anonymous>:1:25)
    at eval (templates/page.ejs, <anonymous>:14:23)
    at Object.fn (native)
    at /srv/with space/(x)/c.js:5:6
    at node:internal/main/run_main_module:23:47
    at wasm://wasm/0a1b:1:99
    at https://shop.example/app.js?v=2:1:4000`,
    read: [
      "Error: x @ Shop.load [as get] file:///srv/a.js:1:2, new Order file:///C:/shop/a%20b.js:3:4, Array.map -, " +
      "async Promise.all -, evald file:///srv/a.js:18:24, eval templates/page.ejs:14:23, Object.fn -, " +
      "- file:///srv/with%20space/(x)/c.js:5:6, - node:internal/main/run_main_module:23:47, - wasm://wasm/0a1b:1:99, - https://shop.example/app.js?v=2:1:4000",
    ],
  },
  {
    name: "an uncaught error of Node 20 with a cause",
    log: `file:///srv/a.mjs:7
class Shop { async load(x) { throw new Error("load failed\\nfor shop 7", { cause }); } }
                                   ^

Error: load failed
for shop 7
    at Shop.load (file:///srv/a.mjs:7:36)
    at async file:///srv/a.mjs:26:1 {
  [cause]: TypeError: Cannot read properties of undefined (reading 'first')
      at inner (file:///srv/a.mjs:1:35)
      at Array.map (<anonymous>)
}

Node.js v20.20.2`,
    read: [
      "Error: load failed\\nfor shop 7 @ Shop.load file:///srv/a.mjs:7:36, async - file:///srv/a.mjs:26:1",
      "  cause TypeError: Cannot read properties of undefined (reading 'first') @ inner file:///srv/a.mjs:1:35, Array.map -",
    ],
  },
  {
    name: "frames that Node leaves out because the cause has them",
    log: `Error: load failed
    at load (file:///srv/b.mjs:2:72)
    at e (file:///srv/b.mjs:3:148)
    ... 2 lines matching cause stack trace ...
    at a (file:///srv/b.mjs:3:24) {
  [cause]: TypeError: no x.json
      at read (file:///srv/b.mjs:1:29)
      at load (file:///srv/b.mjs:2:36)
      at e (file:///srv/b.mjs:3:148)
      at d (file:///srv/b.mjs:3:117)
      at c (file:///srv/b.mjs:3:86)
      at a (file:///srv/b.mjs:3:24)
}`,
    read: [
      "Error: load failed @ load file:///srv/b.mjs:2:72, e file:///srv/b.mjs:3:148, d file:///srv/b.mjs:3:117, " +
      "c file:///srv/b.mjs:3:86, a file:///srv/b.mjs:3:24",
      "  cause TypeError: no x.json @ read file:///srv/b.mjs:1:29, load file:///srv/b.mjs:2:36, " +
      "e file:///srv/b.mjs:3:148, d file:///srv/b.mjs:3:117, c file:///srv/b.mjs:3:86, a file:///srv/b.mjs:3:24",
    ],
  },
  {
    name: "frames that are left out although the cause is cut off",
    log: `Error: load failed
    at load (/srv/b.mjs:2:72)
    ... 4 lines matching cause stack trace ...
    at a (/srv/b.mjs:3:24)`,
    read: ["Error: load failed @ load file:///srv/b.mjs:2:72 (+4), a file:///srv/b.mjs:3:24"],
  },
  {
    name: "repeated frames that Node 22 and 24 fold",
    log: `RangeError: deep
    at loop (/srv/b.mjs:5:45)
    at loop (/srv/b.mjs:5:31)
    ... collapsed 2 duplicate lines matching above 1 lines 2 times...
    at main (/srv/b.mjs:7:58)`,
    read: [
      "RangeError: deep @ loop file:///srv/b.mjs:5:45, loop file:///srv/b.mjs:5:31, loop file:///srv/b.mjs:5:31, " +
      "loop file:///srv/b.mjs:5:31, main file:///srv/b.mjs:7:58",
    ],
  },
  {
    name: "an AggregateError of Node without frames, with causes of its members",
    log: `[AggregateError: All promises were rejected] {
  [errors]: [
    Error: load failed
    for shop 7
        at Shop.load (/srv/a.mjs:7:102) {
      [cause]: TypeError: no
          at inner (/srv/a.mjs:1:35)
    },
    TypeError: b
        at main (/srv/a.mjs:12:78)
  ]
}`,
    read: [
      "AggregateError: All promises were rejected @",
      "  member Error: load failed\\nfor shop 7 @ Shop.load file:///srv/a.mjs:7:102",
      "    cause TypeError: no @ inner file:///srv/a.mjs:1:35",
      "  member TypeError: b @ main file:///srv/a.mjs:12:78",
    ],
  },
  {
    name: "an AggregateError of Node with frames",
    log: `AggregateError: both
    at main (/srv/a.mjs:17:33) {
  [errors]: [
    Error: one
        at main (/srv/a.mjs:17:53),
    TypeError: two
        at main (/srv/a.mjs:17:71)
  ]
}`,
    read: [
      "AggregateError: both @ main file:///srv/a.mjs:17:33",
      "  member Error: one @ main file:///srv/a.mjs:17:53",
      "  member TypeError: two @ main file:///srv/a.mjs:17:71",
    ],
  },
  {
    name: "properties that Node lists",
    log: `Error: ENOENT: no such file or directory, open '/nope'
    at Object.openSync (node:fs:573:18)
    at main (/srv/a.mjs:13:76) {
  errno: -2,
  code: 'ENOENT',
  nested: { a: [
    1
  ] },
  path: '/nope'
}`,
    read: [
      "Error: ENOENT: no such file or directory, open '/nope' (errno=-2, code=ENOENT, path=/nope) @ " +
      "Object.openSync node:fs:573:18, main file:///srv/a.mjs:13:76",
    ],
  },
  {
    name: "an AssertionError, whose message has lines and braces",
    log: `AssertionError [ERR_ASSERTION]: Expected values to be strictly deep-equal:
+ actual - expected

  {
    a: 1,
+   b: 2
-   b: 3
  }
    at main (/srv/a.mjs:14:86) {
  generatedMessage: true,
  code: 'ERR_ASSERTION',
  actual: { a: 1, b: 2 },
  operator: 'deepStrictEqual'
}`,
    read: [
      "AssertionError: Expected values to be strictly deep-equal:\\n+ actual - expected\\n\\n  {\\n    a: 1,\\n+   b: 2\\n-   b: 3\\n  } " +
      "(code=ERR_ASSERTION, generatedMessage=true, operator=deepStrictEqual) @ main file:///srv/a.mjs:14:86",
    ],
  },
  {
    name: "a message with lines that look like those of a stack",
    log: `file:///srv/a.mjs:23
  throw new Error("child said");
        ^

Error: child said:
    at the end of line
TypeError: nested: no
final words
    at main (file:///srv/a.mjs:23:30)`,
    read: [
      "Error: child said:\\n    at the end of line\\nTypeError: nested: no\\nfinal words @ main file:///srv/a.mjs:23:30",
    ],
  },
  {
    name: "an error in the syntax, of Node",
    log: `file:///srv/syn.mjs:2
let a = ;
        ^

SyntaxError: Unexpected token ';'
    at compileSourceTextModule (node:internal/modules/esm/utils:346:16)

Node.js v20.20.2`,
    read: [
      "SyntaxError: Unexpected token ';' @ - file:///srv/syn.mjs:2:9, " +
      "compileSourceTextModule node:internal/modules/esm/utils:346:16",
    ],
  },
  {
    name: "an error in the syntax, of Deno",
    log: `error: SyntaxError: Expression expected
  |
2 | let a = ;
  |         ~
    at file:///srv/syn.mjs:2:9`,
    read: ["SyntaxError: Expression expected @ - file:///srv/syn.mjs:2:9"],
  },
  {
    name: "an error in the syntax, of an older Deno",
    log: `error: The module's source code could not be parsed: Expression expected at file:///srv/syn.mjs:2:9

  let a = ;
          ~`,
    read: [
      "SyntaxError: The module's source code could not be parsed: Expression expected @ - file:///srv/syn.mjs:2:9",
    ],
  },
  {
    name: "an error in the syntax, of Bun",
    log: `2 | let a = ;
            ^
error: Unexpected ;
    at /srv/syn.mjs:2:9

Bun v1.4.5 (Linux x64)`,
    read: ["Error: Unexpected ; @ - file:///srv/syn.mjs:2:9"],
  },
  {
    name: "an uncaught error of Deno, with source and cause",
    log: `error: Uncaught (in promise) Error: load failed
for shop 7
  throw new Error("load failed", { cause });
        ^
    at Shop.load (file:///srv/a.mjs:7:102)
    at async file:///srv/a.mjs:26:1
Caused by: TypeError: no
    at inner (file:///srv/a.mjs:1:35)`,
    read: [
      "Error: load failed\\nfor shop 7 @ Shop.load file:///srv/a.mjs:7:102, async - file:///srv/a.mjs:26:1",
      "  cause TypeError: no @ inner file:///srv/a.mjs:1:35",
    ],
  },
  {
    name: "an AggregateError of Deno, whose members stand before its frames",
    log: `error: Uncaught (in promise) AggregateError: both
    Error: one
        at main (file:///srv/a.mjs:17:53)
    TypeError: two
        at main (file:///srv/a.mjs:17:71)
    Caused by: RangeError: three
        at main (file:///srv/a.mjs:18:1)
  if (kind) throw new AggregateError([], "both");
                  ^
    at main (file:///srv/a.mjs:17:33)`,
    read: [
      "AggregateError: both @ main file:///srv/a.mjs:17:33",
      "  member Error: one @ main file:///srv/a.mjs:17:53",
      "  member TypeError: two @ main file:///srv/a.mjs:17:71",
      "    cause RangeError: three @ main file:///srv/a.mjs:18:1",
    ],
  },
  {
    name: "an error in a worker of Deno",
    log: `error: Uncaught (in worker "[worker eval]") TypeError: Cannot read properties of null (reading 'foo')
    at wk (file:///srv/worker.ts:5:21)`,
    read: ["TypeError: Cannot read properties of null (reading 'foo') @ wk file:///srv/worker.ts:5:21"],
  },
  {
    name: "an error in a worker of Node, which its worker object passes on",
    log: `node:internal/event_target:1105
  process.nextTick(() => { throw err; });
                           ^
TypeError: Cannot read properties of null (reading 'foo')
    at wk ([worker eval]:1:21)
    at [worker eval]:1:28
Emitted 'error' event on Worker instance at:
    at [kOnErrorMessage] (node:internal/worker:333:10)
    at [kOnMessage] (node:internal/worker:344:37)`,
    read: ["TypeError: Cannot read properties of null (reading 'foo') @ wk [worker eval]:1:21, - [worker eval]:1:28"],
  },
  {
    name: "an uncaught error of Bun, with source and properties",
    log: ` 8 | const kind = process.argv[2];
13 |   readFileSync("/nope");
       ^
ENOENT: no such file or directory, open '/nope'
    path: "/nope",
 syscall: "open",
   errno: -2,
    code: "ENOENT"

      at main (/srv/a.mjs:13:76)

Bun v1.4.5 (Linux x64)`,
    read: [
      "Error: ENOENT: no such file or directory, open '/nope' (path=/nope, syscall=open, errno=-2, code=ENOENT) @ " +
      "main file:///srv/a.mjs:13:76",
    ],
  },
  {
    name: "two errors of Bun behind one another",
    log: `1 | throw new Error("a");
              ^
error: load failed
for shop 7
      at load (/srv/a.mjs:7:106)
      at async main (/srv/a.mjs:10:42)

1 | function inner(x) { return x.name.first; }
                                 ^
TypeError: undefined is not an object (evaluating 'x.name.first')
      at inner (/srv/a.mjs:1:30)
      at map (1:11)

Bun v1.4.5 (Linux x64)`,
    read: [
      "Error: load failed\\nfor shop 7 @ load file:///srv/a.mjs:7:106, async main file:///srv/a.mjs:10:42",
      "TypeError: undefined is not an object (evaluating 'x.name.first') @ inner file:///srv/a.mjs:1:30, map -",
    ],
  },
  {
    name: "a stack of JavaScriptCore as Safari has it",
    log: `TypeError: undefined is not an object (evaluating 'x.name')
inner@https://shop.example/app.js:1:30
@https://shop.example/app.js:2:44
map@[native code]
global code@https://shop.example/app.js:9:3`,
    read: [
      "TypeError: undefined is not an object (evaluating 'x.name') @ inner https://shop.example/app.js:1:30, " +
      "- https://shop.example/app.js:2:44, map -, - https://shop.example/app.js:9:3",
    ],
  },
  {
    name: "a stack of Firefox",
    log: `Error: x
inner/<@https://shop.example/app.js:1:30
async*load@https://shop.example/app.js:2:44
@https://shop.example/app.js line 7 > eval:1:2`,
    read: [
      "Error: x @ inner https://shop.example/app.js:1:30, async load https://shop.example/app.js:2:44, " +
      "- https://shop.example/app.js:7:1",
    ],
  },
  {
    name: "Uncaught, of a browser's console",
    log: `Uncaught (in promise) TypeError: Failed to fetch
    at load (https://shop.example/app.js:10:5)`,
    read: ["TypeError: Failed to fetch @ load https://shop.example/app.js:10:5"],
  },
  {
    name: "an unhandled rejection of an older Node",
    log: `(node:4711) UnhandledPromiseRejectionWarning: RangeError: later\n${FRAMES}`,
    read: [`RangeError: later @ ${READ}`],
  },
  {
    name: "a prefix of constant text",
    log: `# TypeError: x\n${FRAMES.replaceAll(/^/gm, "# ")}\n# {`,
    read: [`TypeError: x @ ${READ}`],
  },
  {
    name: "a prefix with a time and a level",
    log: `2026-11-22T20:00:00.001Z [ERROR] api: starting\n2026-11-22T20:00:00.002Z [ERROR] api: TypeError: x\n` +
      FRAMES.replaceAll(/^/gm, "2026-11-22T20:00:00.003Z [ERROR] api: "),
    read: [`TypeError: x @ ${READ}`],
  },
  {
    name: "streams of two programs at once",
    log: `web_1  | TypeError: x
db_1   | RangeError: y
web_1  |     at run (/srv/a.js:3:7)
db_1   |     at query (/db/q.js:1:1)
web_1  |     at async main (file:///srv/b.mjs:10:1)`,
    read: [`TypeError: x @ ${READ}`, "RangeError: y @ query file:///db/q.js:1:1"],
  },
  {
    name: "indentation that was taken away",
    log: `Error: outer
at run (/srv/a.js:3:7) {
[cause]: TypeError: inner
at read (/srv/a.js:1:1) {
[cause]: RangeError: innermost
at look (/srv/a.js:9:9)
}
}`,
    read: [
      "Error: outer @ run file:///srv/a.js:3:7",
      "  cause TypeError: inner @ read file:///srv/a.js:1:1",
      "    cause RangeError: innermost @ look file:///srv/a.js:9:9",
    ],
  },
  {
    name: "more indentation than usual",
    log: `stderr:\n${`TypeError: x\nsecond line\n${FRAMES}`.replaceAll(/^/gm, "        ")}`,
    read: [`TypeError: x\\nsecond line @ ${READ}`],
  },
  {
    name: "text of a logger before the error",
    log: `2026-11-22 20:00:00,123 WARN  [worker-3] request 17 failed: TypeError: x\n${FRAMES}`,
    read: [`TypeError: x @ ${READ}`],
  },
  {
    name: "a stack in a string of JSON",
    log:
      `{"level":50,"err":{"type":"TypeError","message":"x","stack":"TypeError: x\\n    at run (/srv/a.js:3:7)\\n    at async main (file:///srv/b.mjs:10:1)"},"msg":"x"}`,
    read: [`TypeError: x @ ${READ}`],
  },
  {
    name: "a stack whose line breaks are escaped",
    log: `level=error err="TypeError: x\\n    at run (/srv/a.js:3:7)\\n    at async main (file:///srv/b.mjs:10:1)"`,
    read: [`TypeError: x @ ${READ.replace(":10:1", ":10:1")}`],
  },
  {
    name: "colours",
    log: `\x1b[0m\x1b[1m\x1b[31merror\x1b[0m: Uncaught (in promise) TypeError: x
    at \x1b[0m\x1b[1m\x1b[3mrun\x1b[0m (\x1b[0m\x1b[36mfile:///srv/a.js\x1b[0m:\x1b[0m\x1b[33m3\x1b[0m:\x1b[0m\x1b[33m7\x1b[0m)`,
    read: ["TypeError: x @ run file:///srv/a.js:3:7"],
  },
  {
    name: "line ends of Windows",
    log: `TypeError: x\n${FRAMES}\n`.replaceAll("\n", "\r\n"),
    read: [`TypeError: x @ ${READ}`],
  },
  {
    name: "several stacks among other lines",
    log: `listening on 3000\nTypeError: x\n${FRAMES}\nGET / 200\n\nRangeError: y\n${FRAMES}\nbye at 10:30`,
    read: [`TypeError: x @ ${READ}`, `RangeError: y @ ${READ}`],
  },
  {
    name: "errors of classes with names of their own",
    log:
      `HttpError: gone\n${FRAMES} {\n  status: 410\n}\nNotFound [Error]: x\n${FRAMES}\nDOMException [AbortError]: stopped\n${FRAMES}`,
    read: [`HttpError: gone (status=410) @ ${READ}`, `NotFound: x @ ${READ}`, `AbortError: stopped @ ${READ}`],
  },
  { name: "an error without a message", log: `Error\n${FRAMES}`, read: [`Error:  @ ${READ}`] },
  { name: "an error without a name", log: `x went wrong\n${FRAMES}`, read: [`Error: x went wrong @ ${READ}`] },
  { name: "console.trace", log: `Trace: here 1\n${FRAMES}`, read: [`Trace: here 1 @ ${READ}`] },
  { name: "frames without a head", log: FRAMES, read: [`Error:  @ ${READ}`] },
  {
    name: "prose and code that only look like a stack",
    log: `meet me at the bar (or at 10:30)
at the end of the day: 5
user@example.com:22:33
    at noon (maybe)
const at = (x) => x;
... 3 more
TypeError: x is said to be rare`,
    read: [],
  },
  { name: "nothing", log: "", read: [] },
  {
    name: "lines that Docker kept as records of JSON",
    log: `{"log":"listening\\n","stream":"stdout","time":"2026-11-29T10:00:00Z"}
{"log":"TypeError: x is not a function\\n","stream":"stderr","time":"2026-11-29T10:00:01Z"}
{"log":"    at run (/srv/a.js:3:7)\\n","stream":"stderr","time":"2026-11-29T10:00:01Z"}
{"log":"    at async main (file:///srv/b.mjs:10:1)\\n","stream":"stderr","time":"2026-11-29T10:00:01Z"}`,
    read: [`TypeError: x is not a function @ ${READ}`],
  },
  {
    name: "a failure of Jest with the source between message and frames",
    log: ` FAIL  src/sum.test.js
  ● sum › throws

    TypeError: Cannot read properties of null (reading 'x')

      1 | function boom(value) {
    > 2 |   return value.x;
        |                ^
      3 | }
      4 |

      at boom (src/boom.js:2:16)
      at Object.boom (src/sum.test.js:8:3)
`,
    read: [
      "TypeError: Cannot read properties of null (reading 'x') @ boom src/boom.js:2:16, Object.boom src/sum.test.js:8:3",
    ],
  },
  {
    name: "a failure of Jest that names no error",
    log: ` FAIL  src/sum.test.js
  ● adds 1 + 2 to equal 4

    expect(received).toBe(expected) // Object.is equality

    Expected: 4
    Received: 3

      3 | test("adds 1 + 2 to equal 4", () => {
    > 4 |   expect(sum(1, 2)).toBe(4);
        |                     ^
      5 | });

      at Object.toBe (src/sum.test.js:4:21)
`,
    read: [
      "Error: expect(received).toBe(expected) // Object.is equality\\n\\nExpected: 4\\nReceived: 3 @ " +
      "Object.toBe src/sum.test.js:4:21",
    ],
  },
  {
    name: "a failure of Vitest with the source between the frames",
    log: ` FAIL  src/x.test.ts > suite > case
AssertionError: expected 1 to be 2 // Object.is equality

- Expected
+ Received

- 2
+ 1

 ❯ check src/check.ts:5:20
      3|
      4| export function check(value: number) {
      5|   expect(value).toBe(2)
       |                 ^
      6| }
 ❯ src/x.test.ts:9:3
`,
    read: [
      "AssertionError: expected 1 to be 2 // Object.is equality\\n\\n- Expected\\n+ Received\\n\\n- 2\\n+ 1 @ " +
      "check src/check.ts:5:20, - src/x.test.ts:9:3",
    ],
  },
];
