/**
 * The opened dump: read-only.
 *
 * @module
 */
import type { Header, ModuleRecord, Omitted } from "../dump/format.ts";
import type { DumpFile } from "../dump/read.ts";
import type { Exception, Thread } from "./frames/exception.ts";
import type { FoundVariable } from "./frames/find_variable.ts";
import type { Frame } from "./frames/frame.ts";
import type { Scope } from "./frames/scope.ts";
import type { Selection } from "./frames/selection.ts";
import type { Source } from "./frames/source.ts";
import type { LiveMode, LiveOptions } from "./live/live_options.ts";
import type { EnvironmentMatch } from "./live/match.ts";
import type { Revivers } from "./rehydrate/context.ts";
import type { Heap } from "./rehydrate/heap.ts";

/** Settings for opening a dump. */
export interface OpenOptions {
  /**
   * Folder below which a source that is not in the dump may be read from disk, when its hash is the recorded one.
   *
   * @default {undefined} Nothing is read from disk.
   */
  readonly root?: string | undefined;
  /**
   * How values come back that a serializer of the program stored, by the serializer's name. They are your code, the only
   * one that runs; what one throws is told in the place of its value.
   *
   * @default {undefined} They are shown as they were stored.
   */
  readonly revivers?: Revivers | undefined;
}

/**
 * A dump, opened: its program as it stood when it was captured. Nothing in it is run, unless it is opened anew by
 * {@linkcode Session.live}.
 */
export interface Session {
  /** Whether its functions and classes run, and where their code comes from. */
  readonly mode: "inert" | LiveMode;
  /** Version of the file's format, `[major, minor]`. */
  readonly version: readonly [major: number, minor: number];
  readonly header: Header;
  /** What was captured comes first; causes and members of aggregates follow. */
  readonly exceptions: readonly Exception[];
  readonly threads: readonly Thread[];
  /** Frames of the first exception, innermost first. */
  readonly frames: readonly Frame[];
  readonly sources: readonly Source[];
  readonly modules: readonly ModuleRecord[];
  /** What there is to say about the file, e.g. that a newer keeptrace wrote it, and what the recorder has to say. */
  readonly notes: readonly string[];
  /** The values, by node: for tools that look at all of them. */
  readonly heap: Heap;
  /** The file below. */
  readonly file: DumpFile;

  /** The cursor at the innermost frame of the first exception; undefined when there is no exception. */
  select(): Selection | undefined;
  /**
   * What is missing of a value: of the stand-in for an omitted one everything, of a collection, buffer or string that
   * was cut the rest. Undefined when nothing is.
   */
  omitted(value: unknown): Omitted | undefined;
  /** Closure scopes of a function, innermost first; an `Omitted` when they are not known; undefined for anything else. */
  closure(value: unknown): readonly Scope[] | Omitted | undefined;
  /** Finds a variable by name as code in the frame would: innermost scope first. */
  find(frame: Frame, name: string): FoundVariable | undefined;
  /**
   * Finds a variable that the engine optimised away in this frame, in the frame of the enclosing function, if that
   * still holds it. Evaluating does so by itself.
   */
  findOuter(frame: Frame, name: string): Promise<FoundVariable | undefined>;
  /**
   * The receiver (`this`) in a frame; undefined when it is not known. Where the engine did not tell that of an arrow
   * function, it is that of the function around, if the frame of that is on the stack. Evaluating does so by itself.
   */
  findThis(frame: Frame): Promise<{ readonly value: unknown } | undefined>;
  /** Names changed or declared in a frame by evaluating, with their present values. */
  changes(frame: Frame): ReadonlyMap<string, unknown>;
  /** Drops what evaluating changed or declared: in one frame, or in all. What it changed inside objects stays. */
  reset(frame?: Frame): void;
  /**
   * The same dump opened once more, so that every object is as it was recorded, whatever was done to it here; live as
   * this session is.
   *
   * @throws {LiveRefusedError} If it is live, and the environment has changed since.
   */
  anew(): Promise<Session>;

  /** Where in the program's code an error of a live session was thrown, one call a line; empty for any other value. */
  trace(error: unknown): readonly string[];
  /** Compares runtime, platform and modules here with the recorded ones. Runs nothing. */
  compare(options: LiveOptions): Promise<EnvironmentMatch>;
  /**
   * Opens the dump anew with real functions and classes, made from the files of a checkout. This session stays what it
   * is, so that going back is using it again.
   *
   * @throws {LiveRefusedError} If the environment is not the recorded one, and what differs was not accepted.
   */
  live(options: LiveOptions): Promise<LiveSession>;
  /**
   * Runs the function of a frame again, with the code that is on disk now and the recorded `this`, arguments and
   * closure: does a change fix this crash? The frame's own file may have changed; any other module that differs must be
   * accepted by name.
   *
   * @throws {LiveRefusedError} If the environment differs otherwise.
   * @throws {UnavailableError} If the call cannot be made again; the message says why.
   */
  retry(frame: Frame, options: LiveOptions): Promise<Retrial>;
}

/**
 * A dump whose functions and classes are real: calling one runs it. Each live session has its own values, in the state
 * that was recorded, whatever was done in another.
 */
export interface LiveSession extends Session {
  readonly mode: LiveMode;
  /** How this machine compares with the recorded one. */
  readonly match: EnvironmentMatch;
  /** What is not as it was at the throw, of modules that were run from their tops so far; one sentence each. */
  readonly begunAnew: readonly string[];
}

/** What came of running a function again. */
export interface Retrial {
  /**
   * - `returned`: it did not throw.
   * - `same`: it threw what it threw before: the same class and message.
   * - `other`: it threw something else.
   * - `unknown`: it needed what is neither in the dump nor in the checkout.
   */
  readonly outcome: "returned" | "same" | "other" | "unknown";
  /** What it returned, or resolved to. */
  readonly value?: unknown;
  /** What it threw, or rejected with. */
  readonly error?: unknown;
  readonly functionName: string;
  /** Path of the file whose code was run, and the line that the function begins at. */
  readonly file: string;
  readonly line: number;
  /** Whether that file is not the recorded one any more. */
  readonly changed: boolean;
  /** Modules other than that file which differ and were accepted. */
  readonly accepted: readonly string[];
  /** What makes the answer less than certain, one sentence each. */
  readonly notes: readonly string[];
  readonly match: EnvironmentMatch;
  /** The session that it ran in; what it did to its values can be looked at there. */
  readonly session: LiveSession;
}
