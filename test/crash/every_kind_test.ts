/**
 * A value of every kind, recorded by the runtime that runs the test and opened in all three.
 *
 * @module
 */
import assert from "node:assert/strict";
import test from "node:test";
import { crash, openEverywhere } from "../helpers/crash.ts";
import { CURRENT } from "../helpers/runtimes.ts";

/** What V8 tells and JavaScriptCore does not. */
const V8 = CURRENT !== "bun";
/** Deno gives the bytes of a Blob only by waiting. */
const HAS_BYTES = CURRENT !== "deno";
/** Bun tells the charset of texts. */
const CHARSET = CURRENT === "bun" ? ";charset=utf-8" : "";

/** Text of the primitives of `Numbers`. */
const NUMBERS = "-0,NaN,-Infinity,-1000000000000000000000000000000n";

/** Expressions over the values, by kind, and what they give; an array stands for itself as JSON. */
const TABLE: Readonly<Record<string, readonly (readonly [expression: string, value: unknown])[]>> = {
  primitives: [
    ["Object.is(its.minusZero, -0)", true],
    ["Object.is(its.nan, NaN)", true],
    ["its.infinite[0] === Infinity && its.infinite[1] === -Infinity", true],
    ["its.big === -(10n ** 40n)", true],
    ["its.lone === 'a\\ud800b'", true],
    ["its.long === 'x'.repeat(5000)", true],
    ["its.wellKnown === Symbol.asyncIterator", true],
    ["its.registered === Symbol.for('shop')", true],
    ["its.unique === its.again[0] && its.unique !== Symbol('mine')", true],
    ["its.unique.description", "mine"],
    ["its.nothing[0] === null && its.nothing[1] === undefined && its.nothing.length === 2", true],
  ],
  objects: [
    ["Reflect.ownKeys(its.ordered).map(String).join()", "1,2,z,a,Symbol(key)"],
    ["Object.getPrototypeOf(its.special)", null],
    ["Object.keys(its.special).join()", "fixed,got,__proto__"],
    ["Reflect.ownKeys(its.special).join()", "hidden,fixed,got,put,__proto__"],
    ["attributes(its.special, 'hidden')", "configurable"],
    ["attributes(its.special, 'fixed')", "enumerable"],
    ["attributes(its.special, '__proto__')", "configurable,enumerable,writable"],
    ["typeof Object.getOwnPropertyDescriptor(its.special, 'got').get", "function"],
    ["typeof Object.getOwnPropertyDescriptor(its.special, 'put').set", "function"],
    ["1 in its.list", false],
    ["its.list.length", 3],
    ["its.list.extra + ', ' + its.named.extra", "on the list, on the function"],
    ["Object.isFrozen(its.frozen) && !Object.isFrozen(its.sealed)", true],
    ["Object.isSealed(its.sealed) && !Object.isSealed(its.closed)", true],
    ["Object.isExtensible(its.closed)", false],
    ["Reflect.ownKeys(its.sloppy).map(String).join()", "0,1,length,callee,Symbol(Symbol.iterator)"],
    ["its.sloppy.callee.name + attributes(its.sloppy, 'callee')", "anonymousconfigurable,writable"],
    ["its.counted.length + its.counted[0] + attributes(its.counted, 'length')", "many1configurable,writable"],
    ["Reflect.ownKeys(its.bare).join() + Object.prototype.toString.call(its.bare)", "0[object Arguments]"],
    ["typeof Object.getOwnPropertyDescriptor(its.strict, 'callee').get + its.strict.length", "function1"],
  ],
  collections: [
    ["[...its.map.keys()].map((key) => typeof key).join()", "string,string,string,object"],
    ["its.map.get('self') === its.map && its.map.get(its.map)", "key"],
    ["[...its.set].indexOf(its.set)", 2],
  ],
  builtins: [
    ["its.date.getTime()", 5],
    ["Number.isNaN(its.invalid.getTime())", true],
    ["its.pattern.source + its.pattern.flags + its.pattern.lastIndex", "adgimsuy2"],
    ["its.boxed.map((value) => typeof value.valueOf()).join()", "number,string,boolean,bigint,symbol"],
    ["its.boxed[4].valueOf() === Symbol.for('boxed')", true],
  ],
  binary: [
    [
      "its.views.map((view) => view.constructor.name).join()",
      "Int8Array,Uint8Array,Uint8ClampedArray,Int16Array,Uint16Array,Int32Array,Uint32Array,Float32Array,Float64Array," +
      "BigInt64Array,BigUint64Array,DataView",
    ],
    ["its.views.every(({ buffer }) => buffer === its.buffer)", true],
    ["its.views.map(({ byteOffset }) => byteOffset).join()", "1,2,3,2,4,4,8,4,8,0,8,3"],
    ["its.views.map(({ byteLength }) => byteLength).join()", "2,3,4,4,4,4,4,8,8,8,8,5"],
    ["its.views[4][1] + ' ' + its.views[11].getUint8(0)", "2055 4"],
    ["its.resizable.resizable + ' ' + its.resizable.maxByteLength", "true 8"],
    ["its.growable.growable + ' ' + its.growable.maxByteLength", "true 8"],
    ["its.shared instanceof SharedArrayBuffer && its.sharedView.buffer === its.shared", true],
    ["its.sharedView.join()", "8,7"],
    ["its.text.toString()", "bytes"],
    ["its.long.length + its.long.label + its.long[Symbol.for('tag')]", "5000long1"],
  ],
  errors: [
    [
      "its.all.map((error) => Object.getPrototypeOf(error).constructor.name).join()",
      "Error,EvalError,RangeError,ReferenceError,SyntaxError,TypeError,URIError",
    ],
    ["its.all.every((error) => error.message === 'of ' + error.name && error.code === error.name.length)", true],
    ["its.all.every((error) => error.stack.includes(error.message))", true],
    ["its.chain.cause instanceof TypeError && its.chain.cause.message", "inner"],
    ["its.aggregate.errors[0].message + ' ' + its.aggregate.errors[1]", "one two"],
    ["its.dom.name + ' ' + its.dom.message + ' ' + its.dom.code", "AbortError stopped 20"],
  ],
  platform: [
    ["its.url.pathname + its.url.hash", "/b#d"],
    ["its.params.getAll('a').join()", "1,2"],
    ["its.headers.get('accept') + its.headers.get('X-Id')", "*/*7"],
    ["its.form.constructor.name", "FormData"],
    ["its.blob.type + ' ' + its.blob.size", `text/css${CHARSET} 7`],
    ["preview(its.blob)", HAS_BYTES ? /bytes: ArrayBuffer\(7\) \[68, 65, 6c/ : /bytes: ‹unsupported/],
    ["preview(its.form)", HAS_BYTES ? /"file" => File \{.*name: "f.txt", .*bytes: ArrayBuffer\(7\)/ : /"file" => File/],
    ["its.request.method + ' ' + its.request.url + ' ' + its.request.headers.get('a')", "PUT https://a.test/r b"],
    ["its.response.status + ' ' + its.response.statusText + ' ' + its.response.headers.get('c')", "404 gone d"],
    ["its.signal.aborted + ' ' + its.signal.reason", "true why"],
    ["its.waiting.aborted", false],
    ["its.numbers.format(1234.5)", "1.234,50"],
    ["its.dates.format(0)", "01/01/1970"],
    ["its.plural.select(1)", "one"],
    ["its.list.format(['a', 'b'])", "a and b"],
    ["its.relative.format(-1, 'day')", "1 day ago"],
    ["['z', 'ä'].sort(its.collator.compare).join()", "z,ä"],
    ["its.names.of('DE')", "Germany"],
    ["[...its.segmenter.segment('a b')].length", 3],
    ["its.locale.language", "pt"],
    ["its.longLocale.toString()", "zh-Hant-TW-u-ca-gregory-hc-h12-kn"],
    ["its.form.get('a') + its.form.getAll('a').length + its.form.has('file') + [...its.form].length", "12true3"],
    ["omittedReason(its.response.ok) + omittedReason(its.request.body)", "unsupportedunsupported"],
    ["its.decoder.encoding + its.decoder.fatal", "utf-8true"],
    ["its.event.type + its.event.detail.n", "done1"],
    [
      "its.marked.map((value) => value[Symbol.for('shop')] + " +
      "value[Object.getOwnPropertySymbols(value).find(({ description }) => description === 'mark')]).join()",
      new Array(15).fill("sharedmine").join(),
    ],
  ],
  iterators: [
    ["preview(its.generator)", V8 ? "Generator {<suspended>}" : /^Generator \{‹unsupported/],
    ["preview(its.finished)", V8 ? "Generator {<closed>}" : /^Generator \{‹unsupported/],
    ["preview(its.later)", V8 ? "AsyncGenerator {<suspended>}" : /^AsyncGenerator \{‹unsupported/],
    [
      "preview(its.map)",
      V8 ? 'MapIterator {<entries, at 1>, "b" => 2}' : /^MapIterator \{<entries>, <over>: Map\(2\) \{"a" => 1, /,
    ],
    [
      "preview(its.set)",
      V8 ? "SetIterator {<values, at 0>, 7}" : "SetIterator {<values>, <over>: Set(1) {7}, ‹unsupported: items›}",
    ],
    [
      "preview(its.array)",
      V8
        ? /^ArrayIterator \{‹unsupported/
        : "ArrayIterator {<values>, <over>: Array(3) [1, 2, 3], ‹unsupported: items›}",
    ],
    [
      "preview(its.string)",
      V8 ? /^StringIterator \{‹unsupported/ : 'StringIterator {<values>, <over>: "ab", ‹unsupported: items›}',
    ],
    ["preview(its.matches)", /^RegExpStringIterator \{‹unsupported/],
    ["preview(its.segments)", "Segments {}"],
    ["preview(its.segment)", /^SegmentIterator \{‹unsupported/],
    [
      "preview(await its.promised)",
      V8 ? /^ArrayIterator \{‹unsupported/ : /^ArrayIterator \{<keys>, <over>: Array\(1\) \[4\]/,
    ],
    ["preview(its.kept)", /^Keeper \{#first: ArrayIterator \{.*#second: SetIterator \{/],
  ],
  insides: [
    ["(await its.fulfilled).name", "target"],
    [
      "(await Promise.all(its.promised)).map((value) => Object.is(value, -0) ? '-0' : typeof value === 'bigint' ? value + 'n' : value).join()",
      NUMBERS,
    ],
    ["preview(its.numbers)", /^Numbers \{#zero: -0, #none: NaN, #least: -Infinity, #big: -10{30}n\}$/],
    ["its.rejected.then(() => 0, (error) => error.message)", /no|Promise/],
    ["preview(its.pending)", "Promise {<pending>}"],
    ["preview(its.proxy)", 'Proxy({name: "target"})'],
    ["preview(its.revoked)", "Proxy(‹unsupported: Proxy›)"],
    ["preview(its.weakMap)", 'WeakMap {{name: "key"} => {name: "target"}}'],
    ["preview(its.weakSet)", 'WeakSet {{name: "key"}}'],
    ["its.weakMap.get(its.key) === its.proxy[Symbol()] || its.weakMap.get(its.key).name", "target"],
    [
      "preview(its.more)",
      V8 ? /^WeakMap \{.*\{name: "key"\} => 1/ : 'WeakMap {{name: "key"} => 1, ‹unsupported: entries(1)›}',
    ],
    ["preview(its.noneHeld)", "WeakSet {}"],
    ["its.weakRef.deref() === its.key", true],
    ["its.bound.name", "bound add"],
    ["its.renamed.name + its.renamed.length + attributes(its.renamed, 'length')", "sum9configurable"],
    ["Object.getOwnPropertyNames(its.nameless).join() + its.nameless.name", "length"],
  ],
  functions: [
    ["its.counter.name + its.counter.length + its.named.name", "counter0recurse"],
    ["its.waits.constructor.name + ' ' + Object.prototype.toString.call(its.both)", /AsyncFunction .*AsyncGenerator/],
    ["its.account instanceof its.Account", true],
    ["its.Account.rate + Object.getPrototypeOf(its.Account).name", "0.5"],
    ["its.account.#balance", 12],
    ["its.Account.#opened", 1],
    ["Object.keys(its.account).join()", "owner"],
    ["Object.getOwnPropertyNames(Object.getPrototypeOf(its.account)).join()", "constructor,balance"],
    ["its.native === Math.max", true],
    [
      "Object.values(its.closed).map((value) => Object.getPrototypeOf(value)).map((prototype) => " +
      "[prototype, prototype.constructor].map((it) => Object.isFrozen(it) ? 3 : Object.isSealed(it) ? 2 : +!Object.isExtensible(it)).join('')).join()",
      "33,21,10",
    ],
    ["Object.getOwnPropertyNames(its.closed.frozen.constructor).join()", "length,name,prototype,make,rate"],
    ["Reflect.ownKeys(Object.getPrototypeOf(its.closed.frozen)).join()", "constructor,size,grow"],
    [
      "['reset', 'old', 'plain'].map((key) => Object.getPrototypeOf(its.apart[key].constructor) === Function.prototype).join()",
      "true,true,true",
    ],
    ["Object.getPrototypeOf(its.apart.other) !== Object.getPrototypeOf(its.apart.base)", true],
    ["its.apart.other.constructor === its.apart.base.constructor", true],
    ["its.apart.run === its.apart.base.run && its.apart.run === its.apart.reset.run", true],
    ["its.apart.Statics.list === Array && its.apart.Statics.base === its.apart.base.constructor", true],
    ["attributes(Object.getPrototypeOf(its.closed.listed), 'constructor')", "configurable,enumerable,writable"],
    ["[its.nameless, its.Nameless].map((code) => Object.hasOwn(code, 'name') + code.name).join()", "false,false"],
    ["its.countless.length + attributes(its.countless, 'length')", "noneconfigurable,enumerable"],
  ],
  subclasses: [
    [
      "['array', 'map', 'set', 'date', 'regexp', 'error', 'promise', 'buffer', 'bytes', 'view', 'url'].map((key) => " +
      "its[key].label + ' ' + Object.getPrototypeOf(Object.getPrototypeOf(its[key])).constructor.name).join()",
      "stack Array,registry Map,tags Set,day Date,pattern RegExp,failure RangeError,task Promise,block ArrayBuffer," +
      "bytes Uint8Array,peek DataView,link URL",
    ],
    ["its.map.get('a') + its.set.size + its.date.getTime() + its.regexp.flags + its.bytes.join()", "86400002g1,2"],
    ["its.view.byteLength + its.url.host + its.blob.size + its.blob.label", "2a.test3clip"],
    ["its.string.valueOf() + its.string.label", "adaname"],
    ["its.error.#code", 7],
    ["its.closedBytes.#seal", 8],
    ["preview(its.platformError)", 'AbortError: far {label: "stopped", #code: 9}'],
    ["preview(its.anonymous)", '(anonymous class)(1) {"a" => 1}'],
  ],
  namespace: [
    ["Object.keys(its).join()", "again,default,version"],
    ["its.version + its.again + typeof its.default", "6function"],
    ["Object.prototype.toString.call(its) + Reflect.ownKeys(its).length", "[object Module]4"],
    ["attributes(its, Symbol.toStringTag)", ""],
    ["preview(its)", "Module {again: 3, default: [Function: main], version: 3}"],
  ],
};

const ATTRIBUTES = "const omittedReason = (value) => value.reason; " +
  "const attributes = (object, key) => Object.entries(Object.getOwnPropertyDescriptor(object, key)).filter(([, is]) => is === true).map(([name]) => name).sort().join()";

/** The command for an expression; `preview(…)` is what the prompt shows of a value. */
function commandOf(kind: string, expression: string): string {
  return expression.replaceAll(/\bits\b/g, `all.${kind}`).replace(/^preview\((.*)\)$/, "$1");
}

for (const [kind, rows] of Object.entries(TABLE)) {
  test(`a value of every kind comes back on every runtime: ${kind}`, async () => {
    const { dumps, stderr } = await crash("every_kind.ts");
    assert.equal(dumps.length, 1, stderr);
    const commands = rows.map(([expression]) => commandOf(kind, expression));
    const [, ...answers] = await openEverywhere(dumps[0], [ATTRIBUTES, ...commands]);
    rows.forEach(([expression, expected], at) => {
      const { ok, error, result } = answers[at]!;
      assert.ok(ok, `${expression}: ${error}`);
      const actual = expression.startsWith("preview(") || expected instanceof RegExp ? result.preview : result.value;
      if (expected instanceof RegExp) assert.match(actual, expected, expression);
      else assert.deepEqual(actual, expected, expression);
    });
  });
}

test("Temporal comes back where both runtimes have it", async () => {
  const { dumps } = await crash("every_kind.ts");
  const [answer] = await openEverywhere(dumps[0], ["all.times"]);
  const shown = CURRENT === "node" && answer!.result.preview === "undefined"
    ? "undefined"
    : '{date: PlainDate "2026-11-22", instant: Instant "2026-11-22T10:00:00Z", duration: Duration "P1DT2H", ';
  assert.ok(answer!.result.preview.replaceAll("Temporal.", "").startsWith(shown), answer!.result.preview);
});
