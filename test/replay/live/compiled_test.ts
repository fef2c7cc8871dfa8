import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { transform } from "esbuild";
import { temporaryFolder } from "../../helpers/crash.ts";
import { type CapturedProgram, captureIn, evaluate, frameOf, live } from "./captured_program.ts";

const SOURCE = `
import { writeFileSync } from "node:fs";
let total: number = 3;
const names = ["one", "two"];
function label(at: number): string { return names[at] + total; }
function work(amounts: number[], factor: number): string {
  for (const amount of amounts) total += amount * factor;
  if (total > 10) throw new RangeError(label(1) + amounts.length);
  return "fits";
}
void import(process.env["KEEPTRACE"]!).then(async ({ capture, init }) => {
  const recording = await init();
  try {
    work([1, 2], 10);
  } catch (error) {
    writeFileSync(process.argv[2]!, capture(error));
  }
  await recording.dispose();
});
`;

/** The program, compiled with a source map into `dist`, crashed there. */
async function compiled(format: "cjs" | "esm", minify: boolean): Promise<CapturedProgram> {
  const folder = join(temporaryFolder(), "compiled");
  for (const name of ["src", "dist"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: format === "cjs" ? "commonjs" : "module" }));
  writeFileSync(join(folder, "src", "main.ts"), SOURCE);
  const options = { loader: "ts", format, minify, sourcemap: true, sourcefile: "../src/main.ts" } as const;
  const { code, map } = await transform(SOURCE, options);
  writeFileSync(join(folder, "dist", "main.js"), `${code}//# sourceMappingURL=main.js.map\n`);
  writeFileSync(join(folder, "dist", "main.js.map"), map);
  return await captureIn(folder, join("dist", "main.js"));
}

for (const format of ["cjs", "esm"] as const) {
  test(`a compiled program has its variables under their names in the source: ${format}`, async () => {
    const program = await compiled(format, false);
    const session = await live(program);
    const frame = frameOf(session, "work");
    assert.match(frame.position?.url ?? "", /src\/main\.ts$/);
    assert.deepEqual([await evaluate(frame, "label(0)"), await evaluate(frame, "total = 4, label(1)")], [
      "one33",
      "two4",
    ]);
    const { outcome, error } = await session.retry(frame, { root: program.folder });
    assert.deepEqual([outcome, String(error)], ["other", "RangeError: two632"]);
  });
}

test("retry does not call a function without arguments when the names of a minified program are others", async () => {
  const { session, folder } = await compiled("esm", true);
  const frame = session.frames.find(({ locals, origin }) => locals === "available" && origin === "program")!;
  await assert.rejects(session.retry(frame, { root: folder }), {
    name: "UnavailableError",
    message:
      /^Cannot retry: its parameter amounts is not among the recorded variables, which are .*: what ran was minified$/,
  });
});
