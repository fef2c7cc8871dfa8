/**
 * Classes that live code comes to by itself, in modules without a frame.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { CURRENT } from "../../helpers/runtimes.ts";
import { captured, evaluate, frameOf, live } from "./captured_program.ts";

test("a class that code imports has the static fields of the dump, whoever asks first", async () => {
  const program = await captured("registry");
  for (
    const first of [
      "(await import('./team.ts')).newUser('carl').describe()",
      "new users[0].constructor('carl').describe()",
      "users[0].describe() && (await import('./team.ts')).newUser('carl').describe()",
    ]
  ) {
    const frame = frameOf(await live(program), "enroll");
    assert.equal(await evaluate(frame, first), "3:carl user in odd", first);
    assert.equal(await evaluate(frame, "Object.getPrototypeOf(users[0].constructor).made"), 3);
    assert.equal(
      await evaluate(frame, "Object.getPrototypeOf(users[0].constructor).registry.get(2) === users[1]"),
      true,
    );
    assert.equal(await evaluate(frame, "users[1].describe()"), "2:bob user in even");
  }
});

test("a class that extends one of the runtime, or the value of a constant that is not in the dump, extends it", async () => {
  const frame = frameOf(await live(await captured("registry")), "enroll");
  assert.equal(await evaluate(frame, "_others[0].add(users[0]).users.length"), 1);
  assert.equal(await evaluate(frame, "new _others[0].constructor().add(users[0]).listenerCount('add')"), 0);
  const area = await evaluate(frame, "_others[1].area()");
  // On Bun, the variables of a call that is over are not to be had.
  if (CURRENT === "bun") assert.match(String(area), /Cannot read made: it belongs to a call/);
  else assert.equal(area, 1);
  assert.equal(
    await evaluate(frame, "Object.getPrototypeOf(_others[1].constructor).made.join()"),
    "square",
  );
});

test("recorded code that lacks its class says so rather than going on", async () => {
  const frame = frameOf(await live(await captured("registry"), { mode: "recorded" }), "enroll");
  const labels = String(await evaluate(frame, "users.map(({ label }) => label)"));
  // V8 tells of the class that the module of another one imports.
  if (CURRENT === "bun") assert.match(labels, /^StubError: Cannot read Entity\.label/);
  else assert.equal(labels, "ADA,BOB");
  assert.match(
    String(await evaluate(frame, "users[0].greet()")),
    /^UnavailableError: Cannot read this of the function/,
  );
});
