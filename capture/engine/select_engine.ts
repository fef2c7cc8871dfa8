/**
 * Chooses the engine that this runtime allows.
 *
 * @module
 */
import process from "node:process";
import { isMainThread } from "node:worker_threads";
import { detectRuntime } from "../../dump/runtime.ts";
import type { Engine, ThrowSink } from "./engine.ts";
import { type RelayEngineOptions, startRelay } from "./relay_engine.ts";
import { stackOnly } from "./stack_only.ts";

/** Starts the best engine that works here; never rejects. */
export async function selectEngine(options: RelayEngineOptions, sink: ThrowSink): Promise<Engine> {
  const { name, version } = detectRuntime();
  if (name === "unknown") return stackOnly("this runtime is not known to have an inspector");
  if (name === "node" && Number.parseInt(version) < 20) return stackOnly(`Node ${version} is too old; 20 is needed`);
  if (name === "node" && forbidsInspector()) {
    return stackOnly("Node's permission model forbids the inspector; newer versions allow it by --allow-inspector");
  }
  if (!isMainThread) return stackOnly("in a worker thread; only the main thread is recorded with its variables");
  try {
    return await startRelay(options, sink);
  } catch (error) {
    return stackOnly(error instanceof Error ? error.message : String(error));
  }
}

/** Whether Node was started with permissions, and without this one. A worker that used it would end the process. */
function forbidsInspector(): boolean {
  const { permission } = process as { readonly permission?: typeof process.permission };
  return permission?.has("inspector") === false;
}
