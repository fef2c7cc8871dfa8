import assert from "node:assert/strict";
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize, sep } from "node:path";
import test from "node:test";
import { open, stack, temporaryFolder, variables } from "../helpers/crash.ts";
import { binaryOf, exec, ROOT } from "../helpers/runtimes.ts";

/** Serves the sources, as a registry does. */
async function withServer<T>(body: (origin: string) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    const path = normalize(join(ROOT, new URL(request.url ?? "/", "http://localhost").pathname));
    if (!path.startsWith(ROOT + sep) || !path.endsWith(".ts")) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": "application/typescript" }).end(readFileSync(path));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = server.address();
    assert.ok(typeof address === "object" && address !== null);
    return await body(`http://127.0.0.1:${address.port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A project that imports keeptrace from an address, and a cache of its own. */
function project(origin: string): { readonly folder: string; readonly env: Record<string, string> } {
  const folder = temporaryFolder();
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const { imports } = JSON.parse(readFileSync(join(ROOT, "deno.json"), "utf8")) as { imports: Record<string, string> };
  const packages = Object.entries(imports).filter(([, address]) => address.startsWith("npm:"));
  const settings = {
    nodeModulesDir: "manual",
    imports: {
      ...Object.fromEntries(packages),
      "@kt/keeptrace": `${origin}/mod.ts`,
      "@kt/keeptrace/register": `${origin}/capture/register.ts`,
      "@std/cli/parse-args": `${origin}/vendor/std/cli/parse_args.ts`,
      "@std/cli/unicode-width": `${origin}/vendor/std/cli/unicode_width.ts`,
      "@std/fmt/colors": `${origin}/vendor/std/fmt/colors.ts`,
    },
  };
  writeFileSync(join(folder, "deno.json"), JSON.stringify(settings));
  return { folder, env: { NO_COLOR: "1", DENO_DIR: join(folder, "cache"), KEEPTRACE_DIR: join(folder, "dumps") } };
}

const PROGRAM = `
function price(item: { cents?: number }): number {
  const cents = item.cents;
  if (cents === undefined) throw new TypeError("no price");
  return cents;
}
`;

test("keeptrace from the network: init() and dump() keep variables", () =>
  withServer(async (origin) => {
    const { folder, env } = project(origin);
    writeFileSync(
      join(folder, "caught.ts"),
      `import { dump, init } from "@kt/keeptrace";
      import { readFileSync } from "node:fs";
      await using recording = await init();
      console.log(recording.engine, typeof readFileSync);
      ${PROGRAM}
      try { price({}); } catch (error) { dump(error); }`,
    );
    const { stdout, stderr } = await exec([binaryOf("deno"), "run", "-A", "-q", join(folder, "caught.ts")], {
      cwd: folder,
      env,
      timeoutMs: 60_000,
    });
    assert.equal(stdout, "relay function\n", stderr);
    await checkDump(join(folder, "dumps"));
  }));

test("keeptrace from the network: the preload entry records an uncaught error", () =>
  withServer(async (origin) => {
    const { folder, env } = project(origin);
    writeFileSync(join(folder, "uncaught.ts"), `${PROGRAM}\nprice({});\n`);
    const command = ["run", "-A", "-q", "--preload", "@kt/keeptrace/register", join(folder, "uncaught.ts")];
    const { code, stderr } = await exec([binaryOf("deno"), ...command], { cwd: folder, env, timeoutMs: 60_000 });
    assert.equal(code, 1);
    assert.match(stderr, /^keeptrace: the crash was recorded; open it with: deno run -A npm:keeptrace-repl \S+$/m);
    await checkDump(join(folder, "dumps"));
  }));

async function checkDump(dumps: string): Promise<void> {
  const [name] = readdirSync(dumps);
  const [where, locals] = await open("deno", join(dumps, name!), ["where", "locals"]);
  assert.match(stack(where!)[0]!, /^price (?:un)?caught\.ts:\d+$/);
  assert.deepEqual(variables(locals!), { item: "{}", cents: "undefined" });
}
