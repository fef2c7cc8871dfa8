import test from "node:test";
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { installTarball, packTarball } from "../helpers/installed_package.ts";
import { exec, ROOT } from "../helpers/runtimes.ts";

const FOLDER = await installTarball(await packTarball());

const CONSUMER = `import { capture, dump, init } from "keeptrace-repl";
import { capture as same } from "keeptrace-repl/capture";
import { openDump } from "keeptrace-repl/replay";
import "keeptrace-repl/register";

export async function record(error: unknown): Promise<Uint8Array> {
  await using recorder = await init();
  const path: string | undefined = dump(error);
  const bytes: Uint8Array = path === undefined ? same(error) : capture(error);
  const session = openDump(bytes);
  const name: string | undefined = session.exceptions[0]?.name;
  // @ts-expect-error: a session is read-only
  session.exceptions = [];
  return name === undefined ? new Uint8Array() : bytes;
}
`;

async function compile(options: Record<string, unknown>): Promise<string> {
  writeFileSync(join(FOLDER, "consumer.ts"), CONSUMER);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    exactOptionalPropertyTypes: true,
    ...options,
  };
  writeFileSync(join(FOLDER, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
  const { stdout } = await exec([join(ROOT, "node_modules", ".bin", "tsc"), "-p", FOLDER], {
    cwd: FOLDER,
    timeoutMs: 60_000,
  });
  return stdout;
}

const BASE = { target: "ES2022", lib: ["ES2023", "ESNext.Disposable"], types: [] };

test("the types resolve for a strict consumer with NodeNext, without types of Node", async () => {
  assert.equal(await compile({ ...BASE, module: "NodeNext", moduleResolution: "NodeNext" }), "");
});

test("the types resolve for a consumer whose bundler resolves", async () => {
  assert.equal(await compile({ ...BASE, module: "ESNext", moduleResolution: "bundler" }), "");
});
