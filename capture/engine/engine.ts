/**
 * The way to stop at a throw, seen from the outside. An engine knows no values: it hands over scope objects as they
 * are, and whoever receives them copies what it needs before it returns.
 *
 * @module
 */
import type { Position, ScopeType } from "../../dump/format.ts";

/** One scope of a frame. */
export interface EngineScope {
  readonly type: ScopeType;
  readonly name?: string;
  /** Index in the `scopes` of the throw. */
  readonly index: number;
}

/** One call on the stack at a throw. */
export interface EngineFrame {
  readonly functionName: string;
  /** Position in what the engine ran. */
  readonly generated: Position;
  /** A handle of the script, of code that may be in no file: evaluated code, whose URL is empty if it gives itself none. */
  readonly script?: string;
  /** Where the function begins in what the engine ran; absent when not known. */
  readonly functionStart?: Position;
  /** Innermost first; empty for frames of the runtime itself. */
  readonly scopes: readonly EngineScope[];
  readonly receiver?: { readonly value: unknown };
  /** Why it has no scopes. */
  readonly unavailable?: string;
  /** How many frames were left out after this one. */
  readonly elided?: number;
}

/** A throw, while the program stands still. */
export interface EngineThrow {
  readonly value: unknown;
  /** Objects whose own properties are the variables of a scope. */
  readonly scopes: readonly object[];
  /** Whether the scopes stay as they are; otherwise they die when the sink returns. */
  readonly lasting: boolean;
  /** Variables that a scope object has without listing them, by its index. */
  readonly unlisted: Readonly<Record<number, readonly string[]>>;
  /** Innermost first; read on demand, since most throws are caught and never looked at. */
  readonly frames: () => readonly EngineFrame[];
  /** The stack as the runtime prints it, from the throw outwards, one line a call; read on demand. */
  readonly stack: () => readonly string[];
}

/** A scope of a function that is not on the stack. */
export interface EngineClosure {
  readonly type: ScopeType;
  readonly name?: string;
  readonly bindings: object;
}

/** What a turn at the engine answers about one held value. */
export interface EngineAnswer {
  readonly location?: Position;
  readonly scopes?: readonly EngineClosure[];
  readonly privates?: readonly (readonly [name: string, value: unknown])[];
  readonly internals?: readonly (readonly [name: string, value: unknown])[];
}

/** A call in the text of a script: the `index`-th, counted from 0, of `count` calls of that name and form. */
export interface EngineCall {
  readonly name: string;
  /** As `callsOf()` says it. */
  readonly form: string;
  readonly index: number;
  readonly count: number;
}

/** What the texts of the scripts tell; undefined where they do not. */
export interface ScriptFacts {
  /** Names that the parameters bind, of each function. */
  readonly parameters: readonly (readonly string[] | undefined)[];
  /** What is called, at each place. */
  readonly calls: readonly (EngineCall | undefined)[];
  /** Addresses of the source maps of the scripts that were asked about, by the scripts' URLs, as they name them. */
  readonly maps: ReadonlyMap<string, string>;
}

/** What the engine has to say of itself. */
export interface EngineStatus {
  /** Whether a throw now would be recorded with its variables. */
  readonly recording: boolean;
  /** Sentences about what was not recorded, and why. */
  readonly notes: readonly string[];
}

/** Receives each throw, synchronously; must not throw. */
export type ThrowSink = (event: EngineThrow) => void;

/** One way to stop at a throw. */
export interface Engine {
  readonly kind: "relay" | "stack-only";
  /** Why frames have no variables; only of a stack-only engine. */
  readonly reason?: string;
  status(): EngineStatus;
  /** Asks about held values in one synchronous turn; undefined when no answer can be had. */
  ask(values: readonly object[]): readonly (EngineAnswer | undefined)[] | undefined;
  /** Reads in the scripts, in one turn: parameters of the functions that begin at `starts`, and the calls at `calls`. */
  readScripts(starts: readonly Position[], calls: readonly Position[]): ScriptFacts;
  /** The texts of scripts by their handles, in one turn; undefined where the engine tells none, or a very long one. */
  scriptTexts(scripts: readonly string[]): readonly (string | undefined)[];
  /** URLs of the scripts that the program had loaded when `readScripts()` was asked last: one turn answers both. */
  scriptUrls(): readonly string[];
  /** Records the stack as if `marker` had been thrown here, without the calls from `callee` on. */
  mark(marker: object, callee: (...args: never[]) => unknown): void;
  /** Ends it; idempotent. */
  stop(): Promise<void>;
}
