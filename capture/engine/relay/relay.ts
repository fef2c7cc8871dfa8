/**
 * The relay: hears of each pause, hands the live scopes to the program itself, and lets it go on. Whatever goes wrong
 * ends in closing the session, since a program whose pause nobody answers stands still for ever.
 *
 * @module
 */
import { estimateHiddenMs, PauseBudget } from "./budget.ts";
import { declaredNames } from "../../parameter_names.ts";
import { type FrameLimits, type HandOver, INTERNAL_URL, planHandOver, realmOf, unlistedScripts } from "./plan.ts";
import {
  type CallArgument,
  HOOK_KEY,
  type PausedParams,
  type RemoteObject,
  type ScriptParsedParams,
  toArgument,
} from "./protocol.ts";
import { RelayState, Word } from "./status.ts";
import { type Message, post, type Transport, type TransportEvents } from "./transport.ts";
import { readScripts, type ScriptQuestions } from "./read_scripts.ts";
import { answerTurn } from "./turn.ts";

/** What the relay is told when it starts. */
export interface RelayOptions {
  readonly status: SharedArrayBuffer;
  /** The inspector's address; null for a session inside the process. */
  readonly url: string | null;
  readonly limits: FrameLimits;
  readonly pauseMsPerSecond: number;
  /** Milliseconds after which an unanswered hand-over is given up. */
  readonly deadlineMs: number;
  /** Whether the runtime does not end while its inspector has clients. */
  readonly waitsForClients: boolean;
}

/** What the relay needs from its thread. */
export interface RelayHost {
  connect(events: TransportEvents): Promise<Transport>;
  /** Asks the program to hold out its hook, and resolves when it does. */
  requestHook(): Promise<void>;
  /** Tells the program that throws are being recorded. */
  ready(): void;
  /** Ends the thread. */
  exit(): void;
}

/** A stack of more frames is resumed at once: near the stack limit a hand-over is never answered. */
const DEEP_FRAMES = 1000;
/** A script of more UTF-16 units makes a pause in its top level expensive. */
const BIG_SCRIPT_LENGTH = 100_000;
const MAX_REARM_MS = 60_000;
const WATCH_MS = 100;

const FORWARD = "function (...values) { return this(...values) }";

/** One relay, for the life of its thread. */
export class Relay {
  readonly #options: RelayOptions;
  readonly #host: RelayHost;
  readonly #status: Int32Array;
  readonly #budget: PauseBudget;
  readonly #scripts = new Map<string, ScriptParsedParams>();
  readonly #names = new Map<string, readonly string[]>();
  readonly #internal = new Set<string>();
  #transport: Transport | undefined;
  #hookId: string | undefined;
  #realm = "";
  #rearmMs = 1000;
  #stopping = false;

  constructor(options: RelayOptions, host: RelayHost) {
    this.#options = options;
    this.#host = host;
    this.#status = new Int32Array(options.status);
    this.#budget = new PauseBudget(options.pauseMsPerSecond, performance.now());
  }

  /** Connects and arms; rejects when that fails the first time. */
  async start(): Promise<void> {
    const transport = await this.#host.connect({
      onEvent: (method, params) => this.#onEvent(transport, method, params),
      onClose: () => this.#onClose(),
    });
    this.#transport = transport;
    await this.#host.requestHook();
    const found = await post<{ result: RemoteObject }>(transport, "Runtime.evaluate", {
      expression: `globalThis[Symbol.for(${JSON.stringify(HOOK_KEY)})]`,
      objectGroup: "keeptrace",
      silent: true,
    });
    this.#hookId = found.result.objectId;
    if (this.#hookId === undefined) throw new Error("Cannot arm the relay: the program holds out no hook");
    this.#realm = realmOf(this.#hookId);
    await Promise.all(transport.send([
      ["Debugger.enable"],
      ["Debugger.setBreakpointsActive", { active: true }],
      ["Debugger.setPauseOnExceptions", { state: "all" }],
    ]));
    this.#setState(RelayState.armed);
    this.#host.ready();
    if (this.#options.waitsForClients) this.#watch(transport);
  }

  /**
   * Ends the relay when the program has ended: Deno then waits for its inspector's clients, and tells only those that
   * have `Runtime.enable`d, which makes each `console.log` of the program four times as slow. So the relay asks from
   * time to time: a program at its end has no realm left to answer in.
   */
  #watch(transport: Transport): void {
    setTimeout(async () => {
      if (transport !== this.#transport) return;
      try {
        await post(transport, "Runtime.evaluate", { expression: "0", silent: true });
        this.#watch(transport);
      } catch {
        this.stop();
      }
    }, WATCH_MS);
  }

  /** Closes the session and ends the thread. */
  stop(): void {
    this.#stopping = true;
    this.#transport?.close();
    this.#setState(RelayState.ended);
    this.#host.exit();
  }

  #setState(state: number): void {
    Atomics.store(this.#status, Word.state, state);
  }

  #onClose(): void {
    this.#transport = undefined;
    this.#hookId = undefined;
    this.#scripts.clear();
    this.#names.clear();
    this.#internal.clear();
    if (!this.#stopping) this.#setState(RelayState.down);
  }

  #onEvent(transport: Transport, method: string, params: unknown): void {
    if (method === "Debugger.scriptParsed") {
      const script = params as ScriptParsedParams;
      if (script.url !== "") this.#scripts.set(script.scriptId, script);
    } else if (method === "Debugger.paused") {
      this.#onPaused(transport, params as PausedParams);
    }
  }

  #onPaused(transport: Transport, paused: PausedParams): void {
    if (paused.reason === "exception" || paused.reason === "promiseRejection") {
      this.#onThrow(transport, paused);
    } else if (Atomics.load(this.#status, Word.turn) === 1) {
      this.#onTurn(transport, paused).catch(() => this.#giveUp(transport));
    }
    // Any other pause belongs to a debugger.
  }

  #resume(transport: Transport, ...before: Message[]): Promise<unknown>[] {
    const sent = transport.send([...before, ["Debugger.resume"]]);
    for (const result of sent) result.catch(() => {});
    return sent;
  }

  #onThrow(transport: Transport, paused: PausedParams): void {
    const startMs = performance.now();
    const { callFrames, data } = paused;
    if (callFrames.length > DEEP_FRAMES || this.#hookId === undefined || data === undefined) {
      Atomics.add(this.#status, Word.deep, 1);
      this.#resume(transport);
      return;
    }
    if (data.objectId !== undefined && realmOf(data.objectId) !== this.#realm) {
      Atomics.add(this.#status, Word.foreign, 1);
      this.#resume(transport);
      return;
    }
    const deadline = setTimeout(() => {
      Atomics.add(this.#status, Word.deadlines, 1);
      this.#giveUp(transport);
    }, this.#options.deadlineMs);
    const done = () => {
      clearTimeout(deadline);
      this.#charge(transport, performance.now() - startMs, paused);
    };
    this.#handOver(transport, paused, data).catch(() => this.#resume(transport)).then(done);
  }

  /** Hands the live scopes to the program and lets it go on; rejects when it could not be let go on. */
  async #handOver(transport: Transport, paused: PausedParams, thrown: RemoteObject): Promise<void> {
    const plan = await this.#plan(transport, paused);
    const [handedOver] = this.#resume(transport, ["Runtime.callFunctionOn", {
      objectId: this.#hookId,
      functionDeclaration: FORWARD,
      arguments: handOverArguments("throw", plan, toArgument(thrown)),
      silent: true,
    }]);
    await handedOver!.catch(() => {});
  }

  /** Plans a hand-over; the names that modules declare are read out of their texts before, once a script. */
  async #plan(transport: Transport, paused: PausedParams): Promise<HandOver> {
    const { limits } = this.#options;
    const unknown = [...unlistedScripts(paused, limits)].filter((id) => !this.#names.has(id));
    if (unknown.length > 0) await this.#learnNames(transport, unknown);
    return planHandOver(paused, this.#realm, limits, this.#urlOf, this.#names);
  }

  async #learnNames(transport: Transport, scriptIds: readonly string[]): Promise<void> {
    const asked = transport.send(scriptIds.map((scriptId) => ["Debugger.getScriptSource", { scriptId }]));
    await Promise.all(asked.map(async (result, i) => {
      const scriptId = scriptIds[i]!;
      try {
        const { scriptSource } = await result as { scriptSource: string };
        this.#names.set(scriptId, declaredNames(scriptSource));
      } catch {
        // The runtime's own code, which it does not tell of.
        this.#names.set(scriptId, []);
        this.#internal.add(scriptId);
      }
    }));
  }

  readonly #urlOf = (scriptId: string) =>
    this.#internal.has(scriptId) ? INTERNAL_URL : this.#scripts.get(scriptId)?.url ?? "";

  /** Answers what the program asks for; it stands at its own `debugger` statement. */
  async #onTurn(transport: Transport, paused: PausedParams): Promise<void> {
    const deadline = setTimeout(() => this.#giveUp(transport), this.#options.deadlineMs);
    const call = (args: readonly unknown[], returnByValue: boolean) =>
      post<{ result: RemoteObject }>(transport, "Runtime.callFunctionOn", {
        objectId: this.#hookId,
        functionDeclaration: FORWARD,
        arguments: args,
        returnByValue,
        silent: true,
      });
    const question = (await call([{ value: "question" }], true)).result.value;
    if (question === "stop") {
      clearTimeout(deadline);
      this.stop(); // a closed session lets the program go on, and only after it has been taken off the list
      return;
    }
    if (question === "scripts") {
      const questions = (await call([{ value: "questions" }], true)).result.value as ScriptQuestions;
      const answers = await readScripts(transport, questions, [...this.#scripts.values()]);
      await call([{ value: "answer" }, { value: JSON.stringify(answers) }], true);
    } else if (question === "mark") {
      const marker = (await call([{ value: "marker" }], false)).result;
      await call(handOverArguments("mark", await this.#plan(transport, paused), toArgument(marker)), true);
    } else if (question === "values") {
      const heldId = (await call([{ value: "held" }], false)).result.objectId!;
      const answer = await answerTurn(transport, heldId, this.#urlOf);
      await call([{ value: "answer" }, { value: JSON.stringify(answer.plan) }, ...answer.arguments], true);
    }
    clearTimeout(deadline);
    this.#resume(transport);
  }

  /** Counts what a pause cost, and pauses less once the budget is spent. */
  #charge(transport: Transport, measuredMs: number, paused: PausedParams): void {
    let bigLength = 0;
    for (const scriptId of new Set(paused.callFrames.map(({ location }) => location.scriptId))) {
      const length = this.#scripts.get(scriptId)?.length ?? 0;
      if (length > BIG_SCRIPT_LENGTH && hasTopLevel(paused, scriptId)) bigLength += length;
    }
    const costMs = measuredMs + estimateHiddenMs(paused.callFrames.length, bigLength);
    const leftMs = this.#budget.spend(costMs, performance.now());
    const state = Atomics.load(this.#status, Word.state);
    if (leftMs >= 0 || state === RelayState.off || transport !== this.#transport) return;
    if (state === RelayState.armed) {
      this.#limit(transport, RelayState.limited, "uncaught");
      Atomics.add(this.#status, Word.limited, 1);
      setTimeout(() => this.#refill(transport), this.#budget.refillMs);
    } else if (this.#budget.overdrawn) {
      this.#limit(transport, RelayState.off, "none");
    }
  }

  #limit(transport: Transport, state: number, pauseOn: "all" | "uncaught" | "none"): void {
    this.#setState(state);
    transport.send([["Debugger.setPauseOnExceptions", { state: pauseOn }]])[0]!.catch(() => {});
  }

  #refill(transport: Transport): void {
    if (transport !== this.#transport) return;
    this.#budget.spend(0, performance.now());
    const waitMs = this.#budget.refillMs;
    if (waitMs > 0) setTimeout(() => this.#refill(transport), waitMs);
    else this.#limit(transport, RelayState.armed, "all");
  }

  /** Closes the session, which lets the program go on, and comes back later. */
  #giveUp(transport: Transport): void {
    if (transport !== this.#transport) return;
    transport.close();
    const waitMs = this.#rearmMs;
    this.#rearmMs = Math.min(waitMs * 2, MAX_REARM_MS);
    setTimeout(() => this.start().catch(() => this.stop()), waitMs);
  }
}

/** The arguments that hand a thrown value and the planned frames to the program's hook. */
function handOverArguments(kind: string, plan: HandOver, thrown: CallArgument): CallArgument[] {
  return [
    { value: kind },
    { value: JSON.stringify(plan.frames) },
    thrown,
    { value: plan.receivers.length },
    { value: Object.keys(plan.unlisted).length === 0 ? "" : JSON.stringify(plan.unlisted) },
    ...plan.receivers,
    ...plan.scopes,
  ];
}

/** Whether a pause has the top level of a script on its stack; V8 parses all of it again for its scopes. */
function hasTopLevel(paused: PausedParams, scriptId: string): boolean {
  return paused.callFrames.some(({ location, functionLocation }) =>
    location.scriptId === scriptId && functionLocation?.lineNumber === 0 && functionLocation.columnNumber === 0
  );
}
