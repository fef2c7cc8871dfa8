/**
 * The relay: hears of each pause, hands the live scopes to the program itself, and lets it go on. Whatever goes wrong
 * ends in closing the session, since a program whose pause nobody answers stands still for ever.
 *
 * @module
 */
import { declaredNames } from "../../../dump/parameter_names.ts";
import { type FrameLimits, gatherHandOver, INTERNAL_URL, realmOf, unlistedScripts } from "./plan.ts";
import { SentPlans } from "./plan_texts.ts";
import {
  AS_TEXT,
  type CallArgument,
  type CallFunctionResult,
  HOOK_KEY,
  literalOf,
  type PausedParams,
  type RemoteObject,
  type ScriptParsedParams,
  toArgument,
} from "./protocol.ts";
import { Pace } from "./pace.ts";
import { RelayState, Word } from "./status.ts";
import { type Message, post, type Transport, type TransportEvents } from "./transport.ts";
import { readScripts, readTexts, type ScriptQuestions } from "./read_scripts.ts";
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
const MAX_REARM_MS = 60_000;
const WATCH_MS = 100;

/** Hands its arguments on as one object: to spread them, or to gather them, would run an iterator of the program. */
const FORWARD = "function () { return this(arguments) }";

/** One relay, for the life of its thread. */
export class Relay {
  readonly #options: RelayOptions;
  readonly #host: RelayHost;
  readonly #status: Int32Array;
  readonly #pace: Pace;
  readonly #scripts = new Map<string, ScriptParsedParams>();
  readonly #names = new Map<string, readonly string[]>();
  readonly #internal = new Set<string>();
  readonly #sent = new SentPlans();
  #transport: Transport | undefined;
  #hookId: string | undefined;
  #realm = "";
  #rearmMs = 1000;
  #stopping = false;

  constructor(options: RelayOptions, host: RelayHost) {
    this.#options = options;
    this.#host = host;
    this.#status = new Int32Array(options.status);
    this.#pace = new Pace(options.pauseMsPerSecond, this.#status);
  }

  /** Connects and arms; rejects when that fails the first time. */
  async start(): Promise<void> {
    const transport = await this.#host.connect({
      onEvent: (method, params) => this.#onEvent(transport, method, params),
      onClose: () => this.#onClose(),
    });
    this.#transport = transport;
    this.#pace.attach(transport);
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
    this.#pace.attach(undefined);
    this.#hookId = undefined;
    this.#scripts.clear();
    this.#names.clear();
    this.#internal.clear();
    this.#sent.forget();
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
    const handedOver = this.#handOver(transport, paused, data).catch(() => this.#resume(transport));
    // Only now: until it has its answer, the program waits for whatever is done here.
    const deadline = setTimeout(() => {
      Atomics.add(this.#status, Word.deadlines, 1);
      this.#giveUp(transport);
    }, this.#options.deadlineMs);
    handedOver.then(() => {
      clearTimeout(deadline);
      const lengthOf = (scriptId: string) => this.#scripts.get(scriptId)?.length ?? 0;
      this.#pace.charge(transport, performance.now() - startMs, paused, lengthOf);
    });
  }

  /** Hands the live scopes to the program and lets it go on; rejects when it could not be let go on. */
  async #handOver(transport: Transport, paused: PausedParams, thrown: RemoteObject): Promise<void> {
    const unknown = this.#unknownScripts(paused);
    if (unknown.length > 0) await this.#learnNames(transport, unknown);
    const [handedOver] = this.#resume(transport, ["Runtime.callFunctionOn", {
      objectId: this.#hookId,
      functionDeclaration: FORWARD,
      arguments: this.#handOverArguments("throw", paused, thrown),
      silent: true,
    }]);
    const arrived = await handedOver!.then((answer) => !(answer as CallFunctionResult).exceptionDetails, () => false);
    if (!arrived) this.#sent.forget();
  }

  /** The arguments that hand a thrown value, or its text, and the scopes of a pause to the program's hook. */
  #handOverArguments(kind: string, paused: PausedParams, thrown: RemoteObject): CallArgument[] {
    const literal = literalOf(thrown);
    const { limits } = this.#options;
    const { receivers, scopes, key, plan } = gatherHandOver(paused, this.#realm, limits, this.#urlOf, this.#names);
    const [slot, text] = this.#sent.send(key, plan);
    return [
      { value: literal === undefined ? kind : AS_TEXT },
      { value: text },
      { value: slot },
      literal === undefined ? toArgument(thrown) : { value: literal },
      { value: receivers.length },
      ...receivers,
      ...scopes,
    ];
  }

  /** Scripts of a pause whose names have to be read out of their texts, once a script. */
  #unknownScripts(paused: PausedParams): string[] {
    return [...unlistedScripts(paused, this.#options.limits)].filter((id) => !this.#names.has(id));
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
    } else if (question === "texts") {
      const scriptIds = (await call([{ value: "questions" }], true)).result.value as readonly string[];
      const texts = await readTexts(transport, scriptIds);
      await call([{ value: "answer" }, { value: JSON.stringify(texts) }], true);
    } else if (question === "mark") {
      const marker = (await call([{ value: "marker" }], false)).result;
      const unknown = this.#unknownScripts(paused);
      if (unknown.length > 0) await this.#learnNames(transport, unknown);
      await call(this.#handOverArguments("mark", paused, marker), true);
    } else if (question === "values") {
      const heldId = (await call([{ value: "held" }], false)).result.objectId!;
      const answer = await answerTurn(transport, heldId, this.#urlOf);
      await call([{ value: "answer" }, { value: JSON.stringify(answer.plan) }, ...answer.arguments], true);
    }
    clearTimeout(deadline);
    this.#resume(transport);
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
