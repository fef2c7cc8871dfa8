/**
 * Dumps of a real crash, one a runtime, that were written when the version of the format was new, and open for ever.
 *
 * They are never written again; those of a new version are added by running this test with `KEEPTRACE_GOLDEN=write` on
 * each runtime, in a copy of the checkout in `/app`.
 *
 * @module
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { FORMAT_VERSION } from "../../dump/format.ts";
import { nodeOf, openDump } from "../../replay/mod.ts";
import type { Frame, Session } from "../../replay/mod.ts";
import { preview } from "../../replay/preview/preview.ts";
import { programCommand } from "../helpers/crash.ts";
import { CURRENT, exec, RUNTIMES } from "../helpers/runtimes.ts";

/** Takes any value apart in a test. */
// deno-lint-ignore no-explicit-any
type Loose = any;

const FOLDER = new URL("../fixtures/dump/", import.meta.url);
const VERSION = `v${FORMAT_VERSION.join(".")}`;

function fileOf(name: string): URL {
  return new URL(name, FOLDER);
}

const mine = `${VERSION}.${CURRENT}.cbor`;
if (process.env["KEEPTRACE_GOLDEN"] === "write" && !existsSync(fileOf(mine))) {
  const paths = [mine, `${mine}.gz`].map((name) => fileURLToPath(fileOf(name)));
  const { code, stderr } = await exec(await programCommand(fileURLToPath(fileOf("crash_site.ts")), { args: paths }));
  assert.equal(code, 0, stderr);
}

const GOLDEN = readdirSync(FOLDER).filter((file) => /^v\d+\.\d+\.(node|deno|bun)\.cbor(\.gz)?$/.test(file)).sort();

function open(file: string): Session {
  return openDump(readFileSync(fileOf(file)));
}

/** The variables of the function with this name. */
function variablesOf({ frames }: Session, name: string): Loose {
  const frame = frames.find(({ functionName }) => functionName === name);
  assert.ok(frame, `there is no frame of ${name}`);
  return Object.fromEntries(
    frame.scopes.flatMap(({ type, variables }) =>
      type === "local" || type === "block" ? variables.map(({ name, value }) => [name, value]) : []
    ),
  );
}

function text(value: unknown): string {
  return preview(value, { budget: 500 });
}

/** Where a frame stood: function and line. */
function placeOf({ functionName, position }: Frame): string {
  return `${functionName} ${position?.line}`;
}

for (const file of GOLDEN) {
  test(`openDump() opens ${file}: what was thrown, with its causes and the frames`, () => {
    const session = open(file);
    const [exception] = session.exceptions;
    assert.equal(session.header.runtime.name, /\.(\w+)\.cbor/.exec(file)?.[1]);
    assert.equal(`v${session.version.join(".")}`, /^v\d+\.\d+/.exec(file)?.[0]);
    assert.deepEqual([exception?.name, exception?.message], ["GeometryError", "bad primitives"]);
    assert.equal((exception?.value as Loose).code, "E_SHAPE");
    assert.ok(exception?.value instanceof Error);
    assert.deepEqual([exception?.cause?.name, exception?.cause?.message], ["AggregateError", "two of them"]);
    assert.equal((exception?.value as Loose).cause, exception?.cause?.value);
    assert.equal((exception?.cause?.value as Loose).errors[0].message, "first");
    const places = session.frames.filter(({ position }) => position?.url.includes("crash_site")).map(placeOf);
    assert.deepEqual(places.slice(1, 5), ["primitives 44", "collections 55", "objects 69", "functions 77"]);
    assert.match(session.frames[0]?.source?.text ?? "", /throw new GeometryError/);
    session.file.heap.verify();
  });

  test(`openDump() opens ${file}: primitives and collections`, () => {
    const session = open(file);
    const primitives = variablesOf(session, "primitives");
    const { run: _, symbol, ...others } = primitives;
    assert.deepEqual(others, {
      nothing: undefined,
      no: null,
      yes: true,
      minusZero: -0,
      notANumber: NaN,
      third: 1 / 3,
      big: -(2n ** 70n),
      text: "gr\u00fc\u00dfe \ud83d\ude00",
      lone: "\ud800",
      empty: "",
    });
    assert.equal(symbol.description, "module symbol");
    const { holes, map, bytes, floats, date, pattern, boxed, weak } = variablesOf(session, "collections");
    assert.deepEqual(holes, [1, , 3]); // deno-lint-ignore no-sparse-arrays
    assert.ok(!(1 in holes));
    assert.equal(map.get("itself"), map);
    const [, [key, set]] = [...map];
    assert.deepEqual([key, set], [{ key: true }, new Set([1, "two"])]);
    assert.deepEqual(bytes, new Uint8Array([1, 2, 255]));
    assert.deepEqual(floats, new Float64Array());
    assert.equal(date.getTime(), Date.UTC(2026, 10, 22));
    assert.deepEqual([pattern.source, pattern.flags, pattern.lastIndex], ["a(b+)?", "giu", 0]);
    assert.deepEqual([typeof boxed, boxed.valueOf()], ["object", "boxed"]);
    assert.match(text(weak), /^WeakMap/);
  });

  test(`openDump() opens ${file}: objects and functions`, () => {
    const session = open(file);
    const { square, cyclic, frozen, bare, accessor, proxy, url, cause, settled, generator } = variablesOf(
      session,
      "objects",
    );
    assert.equal(square.constructor.name, "Square");
    assert.equal(Object.getPrototypeOf(square.constructor).name, "Shape");
    assert.equal(Object.getPrototypeOf(square.constructor).kind, "flat");
    assert.deepEqual(nodeOf(square)?.privates.map(({ name, value }) => [name, value]), [
      ["#secretless", ["private", 1]],
    ]);
    assert.deepEqual({ ...square }, { name: "sq", side: 2 });
    assert.equal(cyclic.self, cyclic);
    assert.ok(Object.isFrozen(frozen));
    assert.equal(Object.getOwnPropertyDescriptor(frozen, "__proto__")?.value, 7);
    assert.equal(frozen[variablesOf(session, "primitives").symbol], "by symbol");
    assert.equal(Object.getPrototypeOf(bare), null);
    assert.equal(bare.constructor, "text");
    assert.equal(typeof Object.getOwnPropertyDescriptor(accessor, "never")?.get, "function");
    assert.match(text(proxy), /^Proxy/);
    assert.equal(String(url), "https://example.org/a?b=c#d");
    assert.deepEqual([cause.name, cause.message, cause.cause], ["TypeError", "inner", "text"]);
    assert.ok(settled instanceof Promise);
    assert.match(text(generator), /Generator/);

    const { counter, increase, bound, native, klass } = variablesOf(session, "functions");
    assert.equal(counter, 41);
    assert.equal(increase.name, "increase");
    assert.match(nodeOf(increase)?.function?.record.text ?? "", /counter \+= by/);
    assert.throws(() => increase(), /increase/);
    assert.equal(typeof bound, "function");
    assert.equal(native, Math.max);
    assert.equal(klass, square.constructor);
  });
}

test("there are golden files of real crashes on each runtime, plain and compressed, of the version that is written", () => {
  const wanted = RUNTIMES.flatMap((runtime) => [`${VERSION}.${runtime}.cbor`, `${VERSION}.${runtime}.cbor.gz`]);
  for (const file of wanted) {
    assert.ok(GOLDEN.includes(file), `KEEPTRACE_GOLDEN=write makes ${file}`);
    assert.ok(readFileSync(fileOf(file)).length < 60_000, file);
  }
});
