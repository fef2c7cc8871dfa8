import assert from "node:assert/strict";
import test from "node:test";
import { Attribute, NodeKind } from "../../../dump/format.ts";
import { omittedOf } from "../../../replay/rehydrate/omitted.ts";
import { nodeOf } from "../../../replay/rehydrate/provenance.ts";
import { StubError } from "../../../replay/rehydrate/stub_error.ts";
import { wellKnown } from "../../helpers/dump_builder.ts";
import { openValue, openValues } from "./open_values.ts";

/** Takes any value apart in a test. */
// deno-lint-ignore no-explicit-any
type Loose = any;

test("instances of one class share one mock of it, and its chain ends where it did", () => {
  const { first, second, base } = openValues((dump) => {
    const animal = dump.class({ name: "Animal", members: [{ key: "speak", kind: "method" }] });
    const dog = dump.class({ name: "Dog", extends: animal });
    return {
      first: dump.object({}, { prototype: dog }),
      second: dump.object({}, { prototype: dog }),
      base: dump.object({}, { prototype: animal }),
    };
  }) as Loose;
  assert.equal(Object.getPrototypeOf(first), Object.getPrototypeOf(second));
  assert.equal(Object.getPrototypeOf(Object.getPrototypeOf(first)), Object.getPrototypeOf(base));
  assert.equal(Object.getPrototypeOf(Object.getPrototypeOf(base)), Object.prototype);
  assert.equal(Object.getPrototypeOf(first.constructor), base.constructor);
  assert(first instanceof base.constructor);
  assert.throws(() => first.speak(), { member: "Animal.speak" });
});

test("subclasses of built-in classes are real ones with a mock of their class", () => {
  const kinds = [
    ["Array", "[object Array]", NodeKind.array],
    ["Map", "[object Map]", NodeKind.map],
    ["Set", "[object Set]", NodeKind.set],
    ["Error", "[object Error]", NodeKind.error],
    ["TypeError", "[object Error]", NodeKind.error],
    ["Date", "[object Date]", NodeKind.date, 0],
    ["RegExp", "[object RegExp]", NodeKind.regexp, "x", "g", 0],
  ] as const;
  for (const [name, tag, kind, ...payload] of kinds) {
    const value = openValue((dump) => {
      const prototype = dump.class({ name: "Mine", extends: dump.builtinClass(name) });
      return dump.node(kind, { prototype, payload });
    }) as object;
    assert.equal(value.constructor.name, "Mine");
    assert(value instanceof (globalThis as Loose)[name], name);
    assert.equal(Object.prototype.toString.call(value), tag);
  }
});

test("a subclass of Array is filled though its class has a setter for an index", () => {
  const value = openValue((dump) => {
    const prototype = dump.class({
      name: "List",
      extends: dump.builtinClass("Array"),
      members: [{ key: "0", kind: "setter" }, { key: "push", kind: "method" }],
    });
    return dump.node(NodeKind.array, { prototype, payload: [1, 2] });
  });
  assert.deepEqual([...value as number[]], [1, 2]);
});

test("own fields win over accessors of the class of the same name", () => {
  const value = openValue((dump) => {
    const prototype = dump.class({ name: "Box", members: [{ key: "size", kind: "accessor" }] });
    return dump.object({ size: 3 }, { prototype });
  }) as Loose;
  assert.equal(value.size, 3);
  assert.equal(omittedOf(Object.getPrototypeOf(value).size)?.reason, "accessor");
});

test("a setter alone reads as undefined and refuses to be set", () => {
  const value = openValue((dump) => {
    const prototype = dump.class({ name: "Box", members: [{ key: "lid", kind: "setter" }] });
    return dump.object({}, { prototype });
  }) as Loose;
  assert.equal(value.lid, undefined);
  assert.throws(() => value.lid = 1, { member: "Box.lid" });
});

test("members named constructor, __proto__ and prototype do no harm", () => {
  const value = openValue((dump) => {
    const keys = ["constructor", "__proto__", "prototype", "toString", "then"];
    const members = keys.map((key) => ({ key, kind: "method" as const }));
    return dump.object({}, { prototype: dump.class({ name: "Odd", members, statics: members }) });
  }) as Loose;
  assert.equal(value.constructor.name, "Odd");
  assert.equal(Object.getPrototypeOf(value).constructor, value.constructor);
  assert.equal(Object.getPrototypeOf(value.constructor), Function.prototype);
  assert.throws(() => `${value}`, StubError);
});

test("a class has its statics, and its own properties win", () => {
  const value = openValue((dump) => {
    const index = dump.class({ name: "Registry" });
    const code = dump.functionRecord({ name: "Registry", kind: "class", class: index });
    const node = dump.node(NodeKind.function, { properties: { count: 3 }, payload: [code] });
    dump.amendClass(index, {
      function: code,
      value: node,
      statics: [
        { key: "count", kind: "value", value: 1 },
        { key: "find", kind: "method", length: 1 },
        { key: wellKnown("species"), kind: "getter" },
        { key: "empty", kind: "value", value: null },
      ],
    });
    return node;
  }) as Loose;
  assert.equal(value.count, 3);
  assert.equal(value.empty, null);
  assert.throws(() => value.find(), { member: "Registry.find" });
  assert.equal(omittedOf(value[Symbol.species])?.reason, "accessor");
  assert.equal(Object.getOwnPropertyDescriptor(value, "prototype")?.writable, false);
});

test("the prototype of a class that stands as a value is the one that instances have", () => {
  const { prototype, instance } = openValues((dump) => {
    const index = dump.class({ name: "Order", members: [{ key: "pay", kind: "method" }] });
    const owner = dump.function({ name: "Order", kind: "class", class: index });
    dump.amendClass(index, { value: owner, extends: dump.builtinClass("Object") });
    const hidden = Attribute.writable | Attribute.configurable;
    return {
      prototype: dump.object({ constructor: owner, pay: dump.function({ name: "pay", kind: "method" }) }, {
        attributes: { 0: hidden, 1: hidden },
      }),
      instance: dump.object({}, { prototype: index }),
    };
  }) as Loose;
  assert.equal(Object.getPrototypeOf(instance), prototype);
  assert.throws(() => instance.pay(), { member: "pay" });
});

test("an object with an own constructor is not taken for a prototype", () => {
  const { value, instance } = openValues((dump) => {
    const index = dump.class({ name: "Order", extends: dump.builtinClass("Object") });
    const owner = dump.function({ name: "Order", kind: "class", class: index });
    dump.amendClass(index, { value: owner });
    return { value: dump.object({ constructor: owner }), instance: dump.object({}, { prototype: index }) };
  }) as Loose;
  assert.notEqual(Object.getPrototypeOf(instance), value);
  assert.equal(value.constructor, instance.constructor);
});

test("built-in classes without a name of their own are found by the specification's", () => {
  const value = openValue((dump) => {
    const prototype = dump.builtinClass("%ArrayIterator%");
    return dump.node(NodeKind.generator, { prototype, payload: [undefined, dump.array(1), undefined] });
  }) as Loose;
  assert.equal(nodeOf(value)?.className, "ArrayIterator");
  assert.equal(Object.getPrototypeOf(Object.getPrototypeOf(value)), Object.getPrototypeOf([].values()));
  assert.throws(() => [...value], StubError);
});

test("a function of the program as a constructor makes instances of its name", () => {
  const { old, instance } = openValues((dump) => {
    const index = dump.class({ name: "Old" });
    const owner = dump.function({ name: "Old", kind: "function", class: index });
    dump.amendClass(index, { value: owner, function: 0 });
    return { old: owner, instance: dump.object({ a: 1 }, { prototype: index }) };
  }) as Loose;
  assert(instance instanceof old);
  assert.equal(Object.getOwnPropertyDescriptor(old, "prototype")?.writable, true);
});
