/**
 * Checks that no dependency has a known advisory, as the registry tells. Without an answer of the registry it says so
 * and ends with {@linkcode NOT_CHECKED}; with `KEEPTRACE_ADVISORIES=required`, as in CI, that is a failure.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { closureOf, judgeAudit } from "./advisories/judge_audit.ts";
import { NOT_CHECKED } from "./gate/step.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TIMEOUT_MS = 120_000;

function read(name: string) {
  return JSON.parse(readFileSync(join(ROOT, name), "utf8"));
}

/** What the product imports is in the package: cbor-x as its dependency, the others bundled. */
function shippedNames(): string[] {
  return Object.entries<string>(read("deno.json").imports).flatMap(([name, specifier]) =>
    specifier.startsWith("npm:") ? [name] : []
  );
}

const { stdout } = spawnSync("npm", ["audit", "--json", "--package-lock-only"], {
  cwd: ROOT,
  encoding: "utf8",
  timeout: TIMEOUT_MS,
  shell: process.platform === "win32",
});
const audit = judgeAudit(stdout ?? "", closureOf(shippedNames(), read("package-lock.json")));
if (audit.state === "not checked") {
  console.log(`not checked: the registry's advisories cannot be reached (${audit.why})`);
  process.exitCode = process.env["KEEPTRACE_ADVISORIES"] === "required" ? 1 : NOT_CHECKED;
} else {
  for (const line of audit.bad) console.error(line);
  for (const line of audit.borne) console.log(`${line}; only builds and tests use it`);
  console.log(`${audit.bad.length + audit.borne.length} packages with advisories, ${audit.bad.length} that fail`);
  process.exitCode = audit.bad.length > 0 ? 1 : 0;
}
