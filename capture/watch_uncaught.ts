/**
 * Dumps what nobody catches, and leaves the rest as it was: the runtime's own print, the program's handlers, the exit
 * code.
 *
 * @module
 */
import process from "node:process";
import { fileURLToPath } from "node:url";
import { types } from "node:util";
import { detectRuntime } from "../dump/runtime.ts";
import { replayFile } from "./home.ts";
import { dumpUncaught } from "./mod.ts";

type Trigger = Parameters<typeof dumpUncaught>[1];

/** Begins to watch. */
export function watchUncaught(): void {
  const { name } = detectRuntime();
  const report = (error: unknown, trigger: Trigger) => {
    const path = dumpUncaught(error, trigger);
    if (path !== undefined) {
      process.stderr.write(`keeptrace: the crash was recorded; open it with: ${openCommand(name)} ${quote(path)}\n`);
    }
  };
  if (name === "deno") watchDeno(report);
  else process.on("uncaughtExceptionMonitor", (error: unknown, origin) => report(error, origin));
  if (name === "bun") watchBunRejections(report);
}

/**
 * Deno wraps a rejected primitive before it tells the monitor; its own event has the reason itself. For the wrapper it
 * makes text of the reason, which fails with symbols and may run code of an object: of these it tells no monitor, and
 * prints and exits as it would have.
 */
function watchDeno(report: (error: unknown, trigger: Trigger) => void): void {
  let rejected: { readonly reason: unknown } | undefined;
  const monitor = (error: unknown, origin: Trigger) => {
    const reason = origin === "unhandledRejection" && rejected ? rejected.reason : error;
    rejected = undefined;
    report(reason, origin);
  };
  (globalThis as Partial<EventTarget>).addEventListener?.("unhandledrejection", (event) => {
    const { reason } = event as Event & { reason: unknown };
    rejected = { reason };
    const isHandled = process.listenerCount("unhandledRejection") + process.listenerCount("uncaughtException") > 0;
    if (isHandled || event.defaultPrevented || hasSafeText(reason)) return;
    report(reason, "unhandledRejection");
    process.off("uncaughtExceptionMonitor", monitor);
    queueMicrotask(() => process.on("uncaughtExceptionMonitor", monitor));
  });
  process.on("uncaughtExceptionMonitor", monitor);
}

/** Whether `String(value)` neither throws nor runs code of the program. */
function hasSafeText(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return types.isNativeError(value);
  return typeof value !== "symbol" && typeof value !== "function";
}

/**
 * Bun tells its monitor of rejections in the main module's evaluation only. A listener for the others takes over what
 * the runtime does with them; when the program has none of its own, the rejection is made again without it, so that
 * Bun prints and exits as it would have.
 */
function watchBunRejections(report: (error: unknown, trigger: Trigger) => void): void {
  const onRejection = (reason: unknown) => {
    if (process.listenerCount("unhandledRejection") > 1) return;
    report(reason, "unhandledRejection");
    process.off("unhandledRejection", onRejection);
    Promise.reject(reason);
  };
  process.on("unhandledRejection", onRejection);
}

/** What to type to open a dump. */
function openCommand(runtime: string): string {
  if (runtime === "bun") return "bun x keeptrace-repl";
  if (runtime !== "deno") return "npx keeptrace-repl";
  const file = replayFile();
  return file === undefined ? "deno run -A npm:keeptrace-repl" : `deno run -A ${quote(fileURLToPath(file))}`;
}

/** Quotes a path for a shell, if it needs it. */
function quote(path: string): string {
  return /^[\w./:@%+,=\\-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
