// A relay that resumes at once: what any relay costs at the least.
import { Worker } from "node:worker_threads";
import { detectRuntime } from "../../dump/runtime.ts";

/** Starts it and resolves when throws pause. */
export async function startResumingRelay(): Promise<() => Promise<void>> {
  const inspector = await import("node:inspector");
  const inProcess = detectRuntime().name === "node";
  if (!inProcess) inspector.open(0, "127.0.0.1", false);
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./resuming_worker.${extension}`, import.meta.url), {
    workerData: inProcess ? null : inspector.url(),
  });
  await new Promise((resolve) => worker.once("message", resolve));
  worker.unref();
  return async () => {
    await worker.terminate();
    if (!inProcess) inspector.close();
  };
}
