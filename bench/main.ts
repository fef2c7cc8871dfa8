/**
 * The figures of the recording side and of opening, on the three runtimes: `npm run bench [name…]`, with the names
 * `throw`, `heap`, `capture`, `prompt`, `open`, `sentry`. Every sample is a process of its own; the configurations take turns;
 * figures are medians. On a noisy machine trust the ratios.
 *
 * @module
 */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { build } from "esbuild";
import { bin, elapsed, interleave, median, OPEN, ROOT, run, START } from "./measure.ts";
import { open } from "./open.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "keeptrace-bench-"));

/** Commands that run a program of `bench/programs`. */
const RUNTIMES: Readonly<Record<string, (program: string) => string[]>> = {
  node: (program) => ["node", "--expose-gc", join(FOLDER, `${program}.js`)],
  deno: (
    program,
  ) => [bin("deno"), "run", "-A", "--v8-flags=--expose-gc", join(ROOT, "bench", "programs", `${program}.ts`)],
  bun: (program) => [bin("bun"), join(ROOT, "bench", "programs", `${program}.ts`)],
};

const BENCHMARKS: Readonly<Record<string, () => void>> = {
  throw() {
    console.log("one caught throw, 10 frames of 10 variables, µs");
    const configurations = Object.fromEntries(
      Object.entries(RUNTIMES).flatMap(([runtime, command]) =>
        ["none", "resume", "armed"].map((mode) =>
          [`${runtime} ${mode}`, () => Number(run([...command("caught_throw"), mode]))] as const
        )
      ),
    );
    const medians = interleave(configurations, 5);
    for (const runtime of Object.keys(RUNTIMES)) {
      const [none, resume, armed] = ["none", "resume", "armed"].map((mode) => medians[`${runtime} ${mode}`]!);
      console.log(
        `  ${runtime}: ${none!.toFixed(0)} without, ${resume!.toFixed(0)} with a pause that does nothing, ` +
          `${armed!.toFixed(0)} armed: ${(armed! / resume!).toFixed(2)} × the pause`,
      );
    }
    console.log(`  deno armed / node armed: ${(medians["deno armed"]! / medians["node armed"]!).toFixed(2)} ×`);
  },
  heap() {
    console.log("heap growth after 100,000 caught throws, MB");
    for (const [runtime, command] of Object.entries(RUNTIMES)) {
      console.log(`  ${runtime}: ${run(command("heap_growth"))}`);
    }
  },
  capture() {
    console.log("capture() of 10 frames with 1,000 objects, ms (first, median of 15)");
    for (const [runtime, command] of Object.entries(RUNTIMES)) {
      const samples = Array.from({ length: 5 }, () => run(command("capture_time")).split(" ").map(Number));
      const [first, warm] = [0, 1].map((i) => median(samples.map((sample) => sample[i]!)));
      console.log(`  ${runtime}: ${first!.toFixed(1)}, ${warm!.toFixed(1)}`);
    }
  },
  prompt() {
    console.log("-c where against the runtime with cbor-x imported, whole process, ms");
    const dump = join(FOLDER, "crash.cbor");
    const writer = join(FOLDER, "write.mjs");
    const package_ = join(ROOT, "dist", "mod.js");
    writeFileSync(
      writer,
      `import { writeFileSync } from "node:fs"; import { capture, init } from ${JSON.stringify(package_)};
      await init(); function f(n) { const list = [n]; if (n === 0) throw new Error("x"); f(n - 1); }
      try { f(9); } catch (error) { writeFileSync(${JSON.stringify(dump)}, capture(error)); } process.exit(0);`,
    );
    run(["node", writer]);
    for (const [runtime, program] of Object.entries(OPEN)) {
      const { prompt, start } = interleave({
        prompt: () => elapsed([...program, dump, "-c", "where"]),
        start: () => elapsed(START[runtime]!),
      }, 11);
      console.log(
        `  ${runtime}: ${prompt!.toFixed(0)} against ${start!.toFixed(0)}: ${(prompt! / start!).toFixed(2)} ×`,
      );
    }
  },
  open: () => open(FOLDER),
  sentry() {
    console.log("one caught throw, 10 frames of 10 variables, Node, µs, against @sentry/node's local variables");
    const folder = join(FOLDER, "sentry");
    mkdirSync(folder);
    writeFileSync(join(folder, "package.json"), `{"type":"module"}`);
    run(["npm", "install", "--silent", "--no-audit", "--no-fund", "@sentry/node"], folder);
    writeFileSync(
      join(folder, "throw.mjs"),
      `import * as Sentry from "@sentry/node";
      Sentry.init({ dsn: "http://public@127.0.0.1:9/1", includeLocalVariables: true, transport: () => ({ send: async () => ({}), flush: async () => true }),
        integrations: [Sentry.localVariablesIntegration({ captureAllExceptions: true, maxExceptionsPerSecond: 1e9 })] });
      await new Promise((resolve) => setTimeout(resolve, 1500));
      function fall(depth) {
        const a = depth, b = "text " + depth, c = [depth], d = { depth }, e = depth * 2, f = true, g = null, h = undefined, i = new Date(0);
        if (depth === 1) throw new RangeError("bottom");
        return fall(depth - 1) + a + b.length + c.length + d.depth + e + f + g + h + i;
      }
      const times = [];
      for (let round = 0; round < 130; round++) {
        const start = performance.now();
        try { fall(10); } catch {}
        times.push((performance.now() - start) * 1000);
      }
      times.splice(0, 30); times.sort((a, b) => a - b); console.log(times[50]); process.exit(0);`,
    );
    const { sentry, keeptrace } = interleave({
      sentry: () => Number(run(["node", join(folder, "throw.mjs")])),
      keeptrace: () => Number(run([...RUNTIMES["node"]!("caught_throw"), "armed"])),
    }, 3);
    console.log(`  ${keeptrace!.toFixed(0)} against ${sentry!.toFixed(0)}: ${(keeptrace! / sentry!).toFixed(3)} ×`);
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}: type ${Object.keys(BENCHMARKS).join(", ")}`);
  process.exit(2);
}
// Node runs what is built; the relay's worker stands beside the programs, as in the package.
await build({
  entryPoints: {
    caught_throw: join(ROOT, "bench/programs/caught_throw.ts"),
    heap_growth: join(ROOT, "bench/programs/heap_growth.ts"),
    capture_time: join(ROOT, "bench/programs/capture_time.ts"),
    resuming_worker: join(ROOT, "bench/programs/resuming_worker.ts"),
    relay_worker: join(ROOT, "capture/engine/relay_worker.ts"),
  },
  outdir: FOLDER,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  banner: {
    js:
      `import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);`,
  },
  logLevel: "warning",
  // Programs stay as small as they are: V8 parses a module anew for its scopes when its top level is on the stack.
  plugins: [{
    name: "recording side from dist",
    setup(builder) {
      builder.onResolve(
        { filter: /capture\/mod\.ts$/ },
        () => ({ path: join(ROOT, "dist", "capture.js"), external: true }),
      );
    },
  }],
});
writeFileSync(join(FOLDER, "package.json"), `{"type":"module"}`);
for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHMARKS)) BENCHMARKS[name]!();
