/**
 * Functions that look like recorded ones and run nothing.
 *
 * @module
 */
import { type FunctionRecord, NodeKind, type Position } from "../../dump/format.ts";
import { Omitted } from "./omitted.ts";
import { stamp } from "./stamp.ts";
import { standIn } from "./stand_in.ts";
import { GO_LIVE, placeOf, StubError } from "./stub_error.ts";

const { defineProperty, setPrototypeOf } = Object;

/** A function of any signature. */
// deno-lint-ignore no-explicit-any
export type AnyFunction = (...args: any[]) => unknown;

/** Prototypes of functions by `async` and `generator`. */
const PROTOTYPES: readonly object[] = [
  Object.getPrototypeOf(function () {}),
  Object.getPrototypeOf(async () => {}),
  Object.getPrototypeOf(function* () {}),
  Object.getPrototypeOf(async function* () {}),
];

/**
 * Makes a function that has the name, the length and the prototype of a recorded one; it is a constructor when that
 * was. All kinds answer at once: a stub of an async function throws, it does not reject, for a rejection that nobody
 * waits for would end this process.
 *
 * @param call What a call does, given the number of its arguments.
 */
export function makeStub(record: FunctionRecord, call: (count: number) => unknown): AnyFunction {
  const stub = isConstructor(record)
    ? function () {
      return call(arguments.length);
    }
    : (...values: unknown[]) => call(values.length);
  defineProperty(stub, "length", { value: record.length, configurable: true });
  defineProperty(stub, "name", { value: record.name, configurable: true });
  if (record.async || record.generator) {
    setPrototypeOf(stub, PROTOTYPES[Number(record.async) + 2 * Number(record.generator)] ?? null);
  }
  return stub;
}

/** Whether a function can stand after `new`. */
function isConstructor({ kind, async, generator }: FunctionRecord): boolean {
  return kind === "class" || (kind === "function" && !async && !generator);
}

/**
 * What calling a recorded function does when it is a stub.
 *
 * @param why Why it is one in a live session.
 */
export function refuse(act: string, member: string, position?: Position, why?: string): never {
  const reason = why === undefined
    ? `code of the recorded program does not run in an inert session; ${GO_LIVE}`
    : `it stays a mock: ${why}`;
  throw new StubError(act, member, reason, position);
}

/**
 * What reading an accessor gives when it is a stub: its stand-in, for reading must not throw. In a live session it
 * throws all the same, for code would go on with the stand-in as if it were the value.
 *
 * @param why Why it is one in a live session.
 */
export function unreadAccessor(member: string, position?: Position, why?: string): Omitted {
  if (why !== undefined) return refuse("read", member, position, why);
  const detail = `the getter ${member}${placeOf(position)} is not run in an inert session; ${GO_LIVE}`;
  return new Omitted({ reason: "accessor", detail });
}

/** What a stub without a node of its own stands for. */
export interface MemberStub {
  readonly name: string;
  readonly length?: number;
  readonly kind: FunctionRecord["kind"];
  readonly async?: boolean | undefined;
  readonly generator?: boolean | undefined;
  readonly position?: Position | undefined;
  /** Why it is one in a live session. */
  readonly why?: string | undefined;
  /** The code of the class that it is a member of. */
  readonly owner?: FunctionRecord | undefined;
}

/** A stub without a node of its own: a method, an accessor, a function of the platform. */
export function memberStub(stubbed: MemberStub, call: () => unknown): AnyFunction {
  const { name, length = 0, kind, async = false, generator = false, position, why, owner } = stubbed;
  const record: FunctionRecord = {
    name,
    length,
    kind,
    async,
    generator,
    ...position && { position },
  };
  const stub = makeStub(record, call);
  stamp(stub, standIn(NodeKind.function, "Function", record, why && `it stays a mock: ${why}`, owner));
  return stub;
}

/** The stand-in for a function of the platform, which inert sessions do not hand out. */
export function nativeStub(path: string, name: string): AnyFunction {
  return memberStub({ name, kind: "native" }, () => {
    throw new StubError(
      "call",
      path,
      "functions of the platform, and those that make code, stay out of an inert session",
    );
  });
}
