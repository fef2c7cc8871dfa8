/**
 * The preload entry: arms recording, and writes a dump for every uncaught exception and unhandled rejection.
 *
 *     node --import keeptrace-repl/register app.js
 *     deno run -A --preload jsr:@kt/keeptrace/register app.ts
 *     bun --preload keeptrace-repl/register app.ts
 *
 * Settings come from the environment: `KEEPTRACE_DIR` (where dumps go), `KEEPTRACE_DEPTH` (levels of structure),
 * `KEEPTRACE_DISABLE` (do nothing at all).
 *
 * @module
 */
import process from "node:process";
import { isMainThread } from "node:worker_threads";
import { init } from "./mod.ts";
import { watchUncaught } from "./watch_uncaught.ts";

if (!process.env["KEEPTRACE_DISABLE"] && isMainThread) {
  await init();
  watchUncaught();
}
