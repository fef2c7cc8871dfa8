/**
 * The relay engine: a worker that listens to the inspector and hands the live scopes of a throw to the program.
 *
 * @module
 */
import type * as Inspector from "node:inspector";
import { Worker } from "node:worker_threads";
import type { Position } from "../../dump/format.ts";
import { detectRuntime } from "../../dump/runtime.ts";
import type { Engine, EngineAnswer, EngineStatus, ScriptFacts, ThrowSink } from "./engine.ts";
import type { FrameLimits, FramePlan } from "./relay/plan.ts";
import { KeptPlans } from "./relay/plan_texts.ts";
import { primitiveOf, toAnswer, toFrame } from "./relay/received.ts";
import type { Place, ScriptAnswers, ScriptQuestions } from "./relay/read_scripts.ts";
import { AS_TEXT, HOOK_KEY } from "./relay/protocol.ts";
import type { RelayOptions } from "./relay/relay.ts";
import { RelayState, Word, WORDS } from "./relay/status.ts";
import type { AnswerPlan } from "./relay/turn.ts";
import { relayAddress, runsFromSource } from "../home.ts";
import { stackLines } from "./stack_lines.ts";

/** What the relay engine is started with. */
export interface RelayEngineOptions {
  readonly limits: FrameLimits;
  /** Milliseconds of pause a second, in the long run. */
  readonly pauseMsPerSecond: number;
}

const START_TIMEOUT_MS = 5000;
const STOP_TIMEOUT_MS = 1000;
const DEADLINE_MS = 500;
const STACK_FRAMES = 400;

const { getOwnPropertyDescriptor } = Object;

type Callee = (...args: never[]) => unknown;

/** The question of a turn. */
type Question = "values" | "scripts" | "texts" | "mark" | "stop";

/**
 * Starts the relay; resolves when throws are being recorded.
 *
 * @throws {Error} If a debugger is attached, the inspector is not to be had, or the relay does not start in time.
 */
export async function startRelay(options: RelayEngineOptions, sink: ThrowSink): Promise<Engine> {
  const inspector = await import("node:inspector");
  if (inspector.url() !== undefined) throw new Error("a debugger is attached");
  const { name } = detectRuntime();
  if (name !== "node") openInspector(inspector);
  const engine = new RelayEngine(inspector, name, options, sink);
  try {
    await engine.ready;
  } catch (error) {
    await engine.stop();
    throw error;
  }
  return engine;
}

function openInspector(inspector: typeof Inspector): void {
  try {
    inspector.open(0, "127.0.0.1", false);
  } catch (error) {
    // Bun has no url() for an inspector of its command line.
    if (error instanceof Error && /\balready\b/.test(error.message)) throw new Error("a debugger is attached");
    throw error;
  }
}

class RelayEngine implements Engine {
  readonly kind = "relay";
  readonly ready: Promise<void>;
  readonly #inspector: typeof Inspector;
  readonly #inProcess: boolean;
  /** V8 makes objects of its scopes at each pause, which nothing changes later; JavaScriptCore lends its own. */
  readonly #lasting: boolean;
  readonly #sink: ThrowSink;
  readonly #status = new Int32Array(new SharedArrayBuffer(WORDS * 4));
  readonly #worker: Worker;
  readonly #onExit = () => this.#turn("stop");
  readonly #closed: Promise<void>;
  readonly #plans = new KeptPlans();
  #question: Question | undefined;
  #held: readonly unknown[] = [];
  #urls: readonly string[] = [];
  #callee: Callee | undefined;
  #answer: { text: string; values: unknown[] } | undefined;
  #attached = false;

  constructor(inspector: typeof Inspector, runtime: string, options: RelayEngineOptions, sink: ThrowSink) {
    this.#inspector = inspector;
    this.#inProcess = runtime === "node";
    this.#lasting = runtime !== "bun";
    this.#sink = sink;
    const workerData: RelayOptions = {
      status: this.#status.buffer as SharedArrayBuffer,
      url: this.#inProcess ? null : inspector.url()!,
      limits: options.limits,
      pauseMsPerSecond: options.pauseMsPerSecond,
      deadlineMs: DEADLINE_MS,
      waitsForClients: runtime === "deno",
    };
    this.#worker = new Worker(relayAddress(), {
      workerData,
      // The program's preloads (this one among them) are not for the relay; a loader of TypeScript sources is.
      ...(!runsFromSource() && { execArgv: [] }),
      name: "keeptrace",
    });
    this.#closed = this.#whenClosed();
    this.ready = this.#start();
    this.#worker.unref();
    process.on("exit", this.#onExit);
    (globalThis as Partial<EventTarget>).addEventListener?.("unload", this.#onExit);
  }

  #start(): Promise<void> {
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("the relay did not start in time")), START_TIMEOUT_MS);
      const fail = (message: string) => {
        clearTimeout(timer);
        this.#hideHook();
        Atomics.store(this.#status, Word.state, RelayState.ended);
        reject(new Error(message));
      };
      worker.on("message", (message: unknown) => {
        if (message === "hook") {
          this.#showHook();
          worker.postMessage("hooked");
        } else if (message === "ready") {
          clearTimeout(timer);
          this.#hideHook();
          resolve();
        } else if (message !== "closed") {
          fail(`the relay failed: ${message}`);
        }
      });
      worker.on(
        "error",
        (error: unknown) => fail(`the relay failed: ${error instanceof Error ? error.message : error}`),
      );
      worker.on("exit", () => fail("the relay ended"));
    });
  }

  /** Resolves when the relay has closed its session, or is gone. */
  #whenClosed(): Promise<void> {
    return new Promise((resolve) => {
      this.#worker.on("message", (message: unknown) => message === "closed" && resolve());
      this.#worker.on("error", () => resolve());
      this.#worker.on("exit", () => resolve());
    });
  }

  #showHook(): void {
    Object.defineProperty(globalThis, Symbol.for(HOOK_KEY), { value: this.#hook, configurable: true });
  }

  #hideHook(): void {
    delete (globalThis as Record<symbol, unknown>)[Symbol.for(HOOK_KEY)];
  }

  /** Called by the relay while this thread stands still. */
  readonly #hook = (handed: ArrayLike<unknown>): unknown => {
    const kind = handed[0];
    if (kind === "question") return this.#question;
    if (kind === "held" || kind === "questions") return this.#held;
    if (kind === "marker") return this.#held[0];
    if (kind === "answer") {
      this.#answer = { text: handed[1] as string, values: itemsOf(handed, 2, handed.length) };
      return undefined;
    }
    if (kind === "mark") {
      this.#onThrow(handed, this.#callee);
      return undefined;
    }
    // A debugger that was attached meanwhile wants its own pauses.
    if (this.#inProcess && this.#inspector.url() !== undefined) this.#attached = true;
    else this.#onThrow(handed);
    return undefined;
  };

  /** `handed` has the kind, the text and the slot of the plan, the thrown value, how many receivers, them, and the scopes. */
  #onThrow(handed: ArrayLike<unknown>, callee?: Callee): void {
    const { frames, unlisted } = this.#plans.receive(handed[2] as number, handed[1] as string);
    const firstScope = 5 + (handed[4] as number);
    const receivers = itemsOf(handed, 5, firstScope);
    const holder = holdStack(this.#hook);
    const below = callee && holdStack(callee);
    // The first line is the relay's call of the hook; then come the calls of our own, of a mark.
    const stack = () => below ? stackLines(below) : stackLines(holder).slice(1);
    const outside = (plans: readonly FramePlan[]) =>
      callee ? plans.slice(ownFrames(plans, callee, stackLines(holder).length - 1 - stack().length)) : plans;
    this.#sink({
      value: handed[0] === AS_TEXT ? primitiveOf(handed[3] as string) : handed[3],
      scopes: itemsOf(handed, firstScope, handed.length) as object[],
      lasting: this.#lasting,
      unlisted,
      frames: () => outside(frames).map((plan) => toFrame(plan, receivers)),
      stack,
    });
  }

  status(): EngineStatus {
    const count = (word: number) => Atomics.load(this.#status, word);
    const state = count(Word.state);
    const notes: string[] = [];
    const say = (n: number, text: string) => n > 0 && notes.push(text.replace("#", n === 1 ? "once" : `${n} times`));
    say(count(Word.limited), "Recording was limited # to stay within its share of the time (pauseMsPerSecond)");
    say(count(Word.deadlines), "A pause was given up # because it was not answered in time");
    say(count(Word.deep), "A throw with a very deep stack was let go # without its variables");
    say(count(Word.foreign), "A throw in another realm (node:vm) was let go # without its variables");
    if (state === RelayState.down) notes.push("The relay is not connected at the moment");
    if (state === RelayState.ended) notes.push("The relay has ended");
    if (this.#attached) notes.push("A debugger was attached after recording had begun; recording stood aside");
    return { recording: state === RelayState.armed && !this.#attached, notes };
  }

  /** Stands still at a `debugger` statement until the relay has answered. */
  #turn(question: Question, held: readonly unknown[] = []): { text: string; values: unknown[] } | undefined {
    const state = Atomics.load(this.#status, Word.state);
    if (state === RelayState.down || state === RelayState.ended || this.#question !== undefined) return undefined;
    if (this.#inProcess && this.#inspector.url() !== undefined) return undefined;
    this.#question = question;
    this.#held = held;
    this.#answer = undefined;
    Atomics.store(this.#status, Word.turn, 1);
    try {
      keeptraceTurn();
      return this.#answer;
    } finally {
      Atomics.store(this.#status, Word.turn, 0);
      this.#question = undefined;
      this.#held = [];
      this.#answer = undefined;
    }
  }

  ask(values: readonly object[]): readonly (EngineAnswer | undefined)[] | undefined {
    const answer = this.#turn("values", values);
    if (answer === undefined) return undefined;
    return (JSON.parse(answer.text) as (AnswerPlan | null)[]).map((plan, at) => {
      const isOther = plan?.self !== undefined && answer.values[plan.self] !== values[at];
      return plan === null || isOther ? undefined : toAnswer(plan, answer.values);
    });
  }

  readScripts(starts: readonly Position[], calls: readonly Position[]): ScriptFacts {
    const toPlace = ({ url, line, column }: Position): Place => [url, line - 1, column - 1];
    const questions: ScriptQuestions = [starts.map(toPlace), calls.map(toPlace)];
    const answer = this.#turn("scripts", questions);
    if (answer === undefined) return { parameters: [], calls: [], maps: new Map() };
    const [parameters, called, urls, maps] = JSON.parse(answer.text) as ScriptAnswers;
    this.#urls = urls;
    return {
      parameters: parameters.map((names) => names ?? undefined),
      calls: called.map((call) => call ?? undefined),
      maps: new Map(maps),
    };
  }

  scriptTexts(scripts: readonly string[]): readonly (string | undefined)[] {
    const answer = this.#turn("texts", scripts);
    return answer === undefined ? [] : (JSON.parse(answer.text) as (string | null)[]).map((text) => text ?? undefined);
  }

  scriptUrls(): readonly string[] {
    return this.#urls;
  }

  mark(marker: object, callee: Callee): void {
    this.#callee = callee;
    this.#turn("mark", [marker]);
    this.#callee = undefined;
  }

  async stop(): Promise<void> {
    process.off("exit", this.#onExit);
    (globalThis as Partial<EventTarget>).removeEventListener?.("unload", this.#onExit);
    this.#hideHook();
    this.#turn("stop");
    Atomics.store(this.#status, Word.state, RelayState.ended);
    // Node 20 aborts when this thread lets go of a session whose thread is ending: first the one, then the other.
    this.#worker.ref();
    this.#worker.postMessage("stop");
    const late = setTimeout(() => this.#worker.terminate(), STOP_TIMEOUT_MS);
    await this.#closed;
    clearTimeout(late);
    await this.#worker.terminate();
    if (!this.#inProcess) this.#inspector.close();
  }
}

/** Where the program stands while it asks the relay. */
function keeptraceTurn(): void {
  // deno-lint-ignore no-debugger
  debugger;
}

/** Holds the stack from the caller of `callee` outwards; the engine makes its text only when somebody reads it. */
function holdStack(callee: Callee): { stack?: string } {
  const holder: { stack?: string } = {};
  const limit = getOwnPropertyDescriptor(Error, "stackTraceLimit");
  const settable = limit !== undefined && limit.writable === true;
  if (settable) Error.stackTraceLimit = STACK_FRAMES;
  Error.captureStackTrace(holder, callee);
  if (settable) Error.stackTraceLimit = limit.value;
  return holder;
}

/** How many of the innermost frames are ours: up to `callee`, which JavaScriptCore lists but does not always print. */
function ownFrames(plans: readonly FramePlan[], callee: Callee, printed: number): number {
  const index = plans.findIndex(({ name }) => name === callee.name);
  return index < 0 ? Math.max(0, printed) : index + 1;
}

/** Items of an array-like object, taken by no code of the program. */
function itemsOf(list: ArrayLike<unknown>, start: number, end: number): unknown[] {
  const items: unknown[] = [];
  for (let at = start; at < end; at++) items[at - start] = list[at];
  return items;
}
