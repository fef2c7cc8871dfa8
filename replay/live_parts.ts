/**
 * What a session is given so that it can go live, of which it knows nothing itself.
 *
 * @module
 */
import type { ScopeRecord } from "../dump/format.ts";
import type { DumpFile } from "../dump/read.ts";
import type { Interrupt } from "./evaluate/interrupt.ts";
import type { SourceRoot } from "./frames/files_below.ts";
import type { Frame } from "./frames/frame.ts";
import type { ReadSource } from "./frames/source.ts";
import type { LiveVariable } from "./frames/variable.ts";
import type { LiveMode, LiveOptions } from "./live/live_options.ts";
import type { EnvironmentMatch } from "./live/match.ts";
import type { CodeFor } from "./rehydrate/workshop.ts";
import type { LiveSession, OpenOptions, Retrial } from "./session.ts";

/** What makes a session live, for those who were told to run code. */
export interface LiveParts {
  readonly mode: LiveMode;
  /** Makes the functions and classes of the heap. */
  readonly codeFor: CodeFor;
  /** A variable as code has it now. */
  variable(scope: ScopeRecord, name: string): LiveVariable | undefined;
  /** A variable at the top of a frame's module that the frame itself does not have. */
  moduleVariable(frame: Frame, name: string): LiveVariable | undefined;
  /** Loads a module as code in a frame would. */
  importModule(frame: Frame, specifier: string): Promise<unknown>;
  /** `this` in a frame. */
  receiver(frame: Frame): { readonly value: unknown } | undefined;
  /** A private field or method as it is now. */
  privateField(object: object, name: string): { value: unknown } | undefined;
  /** Where in the program's code an error was thrown, one call a line. */
  trace(error: unknown): readonly string[];
  /** What was thrown, in the words of the program's source. */
  plainError(error: unknown): unknown;
  /** Milliseconds that an `await` at the prompt may take. */
  readonly settleTimeoutMs: number;
  /** Ends its code at Ctrl-C. */
  readonly interrupt: Interrupt;
}

/** Which call is run again: a frame of a throw of an exception. */
export interface RetryTarget {
  /** Place of the exception in the dump, from 0. */
  readonly exception: number;
  /** 0 for the first throw, from 1 for the later ones. */
  readonly throwNumber: number;
  /** Place of the frame in its stack, from 1. */
  readonly frame: number;
}

/** What a session does with files and live code, of which it knows nothing itself. */
export interface LiveActions {
  /** Reads sources below a root; undefined where none is ever given. */
  readonly readBelow: ((where: SourceRoot) => ReadSource) | undefined;
  compare(file: DumpFile, live: LiveOptions): Promise<EnvironmentMatch>;
  goLive(file: DumpFile, live: LiveOptions, options: OpenOptions): Promise<LiveSession>;
  retry(file: DumpFile, target: RetryTarget, live: LiveOptions, options: OpenOptions): Promise<Retrial>;
}
