import assert from "node:assert/strict";
import test from "node:test";
import type { Wire } from "../../../dump/format.ts";
import { writeDump } from "../../../dump/write.ts";
import { openDump } from "../../../replay/mod.ts";
import { compareSessions } from "../../../replay/report/compare_sessions.ts";
import { DumpBuilder } from "../../helpers/dump_builder.ts";

type Variables = Readonly<Record<string, Wire>>;

/** A session whose frames each have scopes, by their number in a list of scopes. */
function session(scopes: readonly Variables[], frames: readonly (readonly number[])[]) {
  const dump = new DumpBuilder();
  const made = scopes.map((variables) => dump.scope("closure", variables));
  const all = frames.map((of, at) => dump.frame({ functionName: `f${at}`, scopes: of.map((scope) => made[scope]!) }));
  dump.exception({ value: null, frames: all });
  return openDump(writeDump(dump.build()));
}

/** Paths of the changes of each frame, and how many more there are. */
function changes(a: ReturnType<typeof session>, b: ReturnType<typeof session>): string[][] {
  return compareSessions(a, b).errors[0]!.frames.map(({ changes, more, isPart }) => [
    ...changes.map(({ path, a, b }) => `${a === undefined ? "+" : b === undefined ? "-" : ""}${path}`),
    ...(more > 0 ? [`${more} more`] : []),
    ...(isPart ? ["part"] : []),
  ]);
}

test("a scope that frames share is compared once", () => {
  const frames = [[0, 2], [1, 2], [2]];
  const a = session([{ x: 1 }, { x: 2 }, { limit: 1, gone: 1 }], frames);
  const b = session([{ x: 1 }, { x: 3 }, { limit: 2, more: 1 }], frames);
  assert.deepEqual(changes(a, b), [["limit", "-gone", "+more"], ["x"], []]);
});

test("a variable is found in whichever scope the runtime kept it, and the inner one of a name counts", () => {
  const a = session([{ x: 1 }, { y: 2, z: 3 }, { x: 1, w: 0 }], [[0, 1], [0, 2]]);
  const b = session([{ x: 1, y: 2, z: 3 }, { w: 0 }, { x: 1 }], [[0], [2, 1]]);
  assert.deepEqual(changes(a, b), [[], []]);
  const hidden = session([{ x: 1 }, { x: 5 }], [[0, 1]]);
  assert.deepEqual(changes(hidden, session([{ x: 1 }, { x: 6 }], [[0, 1]])), [[]]);
});

test("changes beyond a thousand of a pair of frames are counted", () => {
  const many = (value: number) => Object.fromEntries(Array.from({ length: 1500 }, (_, at) => [`v${at}`, value]));
  const [[first, ...rest] = []] = changes(session([many(1)], [[0]]), session([many(2)], [[0]]));
  assert.equal(first, "v0");
  assert.equal(rest.length, 1000);
  assert.equal(rest.at(-1), "500 more");
});
