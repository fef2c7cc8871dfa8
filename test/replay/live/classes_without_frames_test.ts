/**
 * Classes that live code comes to by itself, in modules without a frame.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
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

test("recorded code that lacks its class says so rather than going on", async () => {
  const frame = frameOf(await live(await captured("registry"), { mode: "recorded" }), "enroll");
  assert.match(
    String(await evaluate(frame, "users.map(({ label }) => label)")),
    /^StubError: Cannot read Entity\.label/,
  );
  assert.match(
    String(await evaluate(frame, "users[0].greet()")),
    /^UnavailableError: Cannot read this of the function/,
  );
});
