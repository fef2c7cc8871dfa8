/**
 * One armed recording: engine, recorder and options, and how a thrown value becomes bytes.
 *
 * @module
 */
import process from "node:process";
import type { Dump, Header } from "../dump/format.ts";
import { detectRuntime } from "../dump/runtime.ts";
import { writeDump } from "../dump/write.ts";
import { type NamedModule, usedBuiltins } from "./builtin_modules.ts";
import type { BuiltinPaths } from "./describe/builtin_paths.ts";
import { describe } from "./describe/describe.ts";
import { readStack } from "./describe/errors.ts";
import type { Engine } from "./engine/engine.ts";
import { describeProcess, FileHashes, SourceReader } from "./environment.ts";
import { ownAddresses } from "./home.ts";
import type { ResolvedOptions } from "./options.ts";
import { createRedactor } from "./redact.ts";
import { type GatherContext, type LiveExceptions, liveExceptions } from "./snapshot/live_exceptions.ts";
import type { Recorder } from "./snapshot/recorder.ts";
import { ScriptReader } from "./snapshot/script_reader.ts";
import type { Inspect, LiveException } from "./snapshot/site.ts";
import { ValueInspector } from "./value_inspector.ts";
import { VERSION } from "../dump/version.ts";

/** What records, if anything does. */
export interface Recording {
  readonly engine: Engine;
  readonly recorder: Recorder;
  /** Made once, since that takes milliseconds. */
  readonly paths: BuiltinPaths;
  readonly hashes: FileHashes;
}

/** One wish for a dump. */
export interface DumpRequest {
  readonly value: unknown;
  readonly trigger: Header["trigger"];
  readonly options: ResolvedOptions;
}

/** Describes a thrown value and everything that it can reach, as of now. */
export function makeDump(request: DumpRequest, recording: Recording | undefined): Uint8Array {
  const { options } = request;
  const sources = new SourceReader(options.sources, recording?.hashes ?? new FileHashes());
  const scripts = new ScriptReader(recording?.engine);
  const context: GatherContext = {
    recorder: recording?.recorder,
    engine: recording?.engine,
    scripts,
    stackOf,
    sources,
  };
  const own = ownAddresses();
  const inspector = recording?.engine.kind === "relay" ? new ValueInspector(recording.engine, scripts, own) : undefined;
  if (detectRuntime().name === "bun") inspector?.askAhead(recording?.recorder.throwsOf(request.value) ?? []);
  const live = liveExceptions(request.value, context);
  const dump = describeAll(request, recording, live, sources, scripts, own, inspector?.inspect);
  return writeDump(dump, { compress: options.compress });
}

function describeAll(
  { options, trigger }: DumpRequest,
  recording: Recording | undefined,
  { exceptions, links }: LiveExceptions,
  sources: SourceReader,
  scripts: ScriptReader,
  own: readonly string[],
  inspect: Inspect | undefined,
): Dump {
  const { limits } = options;
  const engine = recording?.engine;
  const description = describe(exceptions, {
    limits,
    links,
    inspect,
    source: sources.source,
    code: options.sources,
    paths: recording?.paths,
    builtins: builtinsOf(exceptions, sources),
    serializers: options.serializers,
    ...(options.redact !== false && { redact: createRedactor({ ...options.redact, env: process.env }) }),
  });
  const header: Header = {
    product: "keeptrace",
    productVersion: VERSION,
    ...describeProcess(),
    engine: engine === undefined
      ? { kind: "none", reason: "init() had not been called" }
      : { kind: engine.kind, ...(engine.reason !== undefined && { reason: engine.reason }) },
    limits: { ...limits },
    omitted: description.omitted,
    trigger,
    notes: engine?.status().notes ?? [],
  };
  const urls = [
    ...description.tables.frames.flatMap(({ position, generated }) => [position, generated]),
    ...description.tables.functions.flatMap(({ position, generated }) => [position, generated]),
  ].flatMap((position) => position === undefined ? [] : [position.url]);
  const isOwn = (url: string) => own.some((address) => url.startsWith(address));
  const modules = sources.modules([...urls, ...scripts.urls()].filter((url) => !isOwn(url)));
  return { header, tables: { ...description.tables, modules }, shapes: description.shapes, heap: description.heap };
}

/** The runtime's modules that the modules on the stack use. */
function builtinsOf(exceptions: readonly LiveException[], sources: SourceReader): NamedModule[] {
  const frames = exceptions.flatMap(({ frames, throws }) => [...frames, ...throws.flatMap(({ frames }) => frames)]);
  const urls = new Set(frames.flatMap(({ position, generated }) => [position?.url, generated?.url]));
  const texts = [...urls].flatMap((url) => url === undefined ? [] : [sources.text(url) ?? ""]);
  const scopes = new Set(frames.flatMap(({ scopes }) => scopes.filter(({ type }) => type === "module")));
  return usedBuiltins(texts, [...scopes].flatMap(({ values }) => values));
}

function stackOf(error: object): string | undefined {
  const stack: unknown = readStack(error)?.value;
  return typeof stack === "string" ? stack : undefined;
}
