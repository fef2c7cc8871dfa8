/**
 * Opening a dump and looking at the program as it stood: exceptions, frames, scopes, variables, sources.
 *
 * What was a plain object, an array, a Map, an Error, a typed array… is one again, down to the order of its properties
 * and the identity of what it shares. Instances of the program's classes have the right class name, prototype chain and
 * fields; their methods are stubs. {@linkcode nodeOf} tells what a value does not show by itself: private fields, the
 * state of a promise, the target of a proxy, the source of a function. {@linkcode omittedOf} tells why something is not
 * there.
 *
 * ## Limitations
 *
 * - Nothing of the dump is run. Calling a stub throws a {@linkcode StubError}; reading an accessor gives an `Omitted`.
 * - A promise that was pending cannot settle any more: awaiting it rejects at once.
 * - Reading a property that the handler of a proxy trapped gives an `Omitted`; the rest goes to its target.
 * - Built-in prototypes that stand as values in a dump are frozen copies; `eval`, `Function` and what belongs to a
 *   platform rather than to ECMAScript are stubs.
 * - An array of more than 2,000 objects is a proxy, which makes them when they are read; it is an array to everything but
 *   `util.types.isProxy` and `structuredClone`, which refuses it. One that was frozen is made whole.
 * - What is typed at a prompt is not held back by this module: values are ordinary ones and can be changed.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeDump } from "../dump/write.ts";
 * import { sampleDump } from "../test/helpers/build_dump.ts";
 * import { nodeOf, openDump } from "./mod.ts";
 *
 * const session = openDump(writeDump(sampleDump()));
 * assert.equal(session.exceptions[0]?.name, "TypeError");
 * assert.equal(session.exceptions[0]?.cause?.name, "AggregateError");
 *
 * const order = session.frames[0]?.receiver?.value as { id: number };
 * assert.equal(order.id, 7);
 * assert.equal(order.constructor.name, "Order");
 * assert.equal(nodeOf(order)?.privates[0]?.value, "s3cret");
 * ```
 *
 * @module
 */
export { DumpError, type DumpErrorCode } from "../dump/errors.ts";
export type { DumpFile } from "../dump/read.ts";
export type { Omitted as OmittedRecord, OmittedReason, Position } from "../dump/format.ts";
export type { EvaluatedValue, Evaluation, EvaluationError, EvaluationOptions } from "./frames/evaluation.ts";
export type { Exception, Thread, Throw } from "./frames/exception.ts";
export type { FoundVariable } from "./frames/find_variable.ts";
export type { Frame } from "./frames/frame.ts";
export type { Scope } from "./frames/scope.ts";
export { Selection } from "./frames/selection.ts";
export type { Source } from "./frames/source.ts";
export type { Variable } from "./frames/variable.ts";
export type { LiveMode, LiveOptions } from "./live/live_options.ts";
export { LiveRefusedError } from "./live/live_refused_error.ts";
export type { EnvironmentMatch, MatchRow } from "./live/match.ts";
export { UnavailableError } from "./live/unavailable_error.ts";
export { openDump } from "./open_dump.ts";
export { openLog, type OpenLogOptions } from "./open_log.ts";
export type { Revivers } from "./rehydrate/context.ts";
export type { Heap } from "./rehydrate/heap.ts";
export { Omitted, omittedOf } from "./rehydrate/omitted.ts";
export { type Facts, type FunctionFacts, nodeOf, type PrivateField } from "./rehydrate/provenance.ts";
export { StubError } from "./rehydrate/stub_error.ts";
export type { LiveSession, OpenOptions, Retrial, Session } from "./session.ts";
