import assert from "node:assert/strict";
import test from "node:test";
import { writeDump } from "../../../dump/write.ts";
import { openDump } from "../../../replay/mod.ts";
import { sampleDump, smallestDump } from "../../helpers/build_dump.ts";

const session = openDump(writeDump(sampleDump()));
const start = session.select()!;

test("Selection.up() goes toward the caller, at most to the outermost frame", () => {
  assert.equal(start.frame?.index, 1);
  assert.equal(start.up().frame?.functionName, "handle");
  assert.equal(start.up(2).frame?.index, 3);
  assert.equal(start.up(100).frame?.index, 5);
  assert.equal(start.up(100).up().frame?.index, 5);
});

test("Selection.down() goes toward the throw, at most to the innermost frame", () => {
  assert.equal(start.up(3).down().frame?.index, 3);
  assert.equal(start.up(3).down(100).frame?.index, 1);
});

test("Selection.top() and bottom() go to the ends", () => {
  assert.equal(start.top().frame?.index, 5);
  assert.equal(start.top().bottom().frame?.index, 1);
});

test("Selection.at() goes to an index, and says what there is when there is none", () => {
  assert.equal(start.at(4).frame?.functionName, "serve");
  assert.throws(() => start.at(0), { name: "RangeError", message: "Cannot select frame 0: there are 5 frames" });
  assert.throws(() => start.at(6), RangeError);
  assert.throws(() => start.at(NaN), RangeError);
});

test("Selection never changes; a move answers a new one", () => {
  start.up();
  assert.equal(start.frame?.index, 1);
  assert.equal(start.down(), start);
});

test("Selection.on() goes to another exception, which may have no frames", () => {
  const cause = start.up().on(session.exceptions[1]!);
  assert.equal(cause.exception.name, "AggregateError");
  assert.equal(cause.frame, undefined);
  assert.equal(cause.up().frame, undefined);
  assert.throws(() => cause.at(1), { message: "Cannot select frame 1: there is no frame" });
});

test("Selection.atThrow() goes to the frames of a later throw", () => {
  const later = start.up().atThrow(1);
  assert.equal(later.throwNumber, 1);
  assert.equal(later.frame?.functionName, "serve");
  assert.equal(later.frames.length, 1);
  assert.equal(later.atThrow(0).frame?.index, 1);
  assert.throws(() => start.atThrow(2), { message: "Cannot select throw 2: there is 1 later throw" });
});

test("Session.select() of a dump without frames has none selected", () => {
  assert.equal(openDump(writeDump(smallestDump())).select()?.frame, undefined);
});
