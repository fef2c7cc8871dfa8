import assert from "node:assert/strict";
import test from "node:test";
import type { LiveClass } from "../../../replay/live/make_class.ts";
import { NOTHING_AROUND } from "../../../replay/live/surroundings.ts";
import { exportsOf, linkerOn, type Loose, moduleOf } from "./modules_in_memory.ts";

/** The class of a text that holds no other, or the one of that name. */
async function classIn(text: string, name?: string): Promise<LiveClass> {
  const module = moduleOf(await linkerOn({ "a.ts": text }), "a.ts");
  const unit = module.outline.units.find((one) => one.kind === "class" && (name === undefined || one.name === name))!;
  if (module.isAtTop(unit)) module.make(unit);
  return module.classOf(unit) ?? module.makeClass(unit, NOTHING_AROUND);
}

/** An object of a class that was never constructed, with private fields that were recorded. */
function revived(made: LiveClass, fields: Record<string, unknown>): Loose {
  const object = Object.create(made.prototype);
  made.carry(object);
  for (const [name, value] of Object.entries(fields)) made.access(name).set(object, value);
  return object;
}

test("an object that is there already is given private fields, methods and accessors, and no constructor runs", async () => {
  const made = await classIn(`
    export class Account {
      #balance = fail();
      #history: string[] = [];
      owner = fail();
      constructor() { fail(); }
      #log(text: string) { this.#history.push(text); return this.#history.length; }
      get #shown() { return "EUR " + this.#balance; }
      set #shown(text: string) { this.#balance = Number(text.slice(4)); }
      async #later() { return await this.#shown; }
      *#each() { yield* this.#history; }
      deposit(amount: number) { this.#balance += amount; return this.#log("in"); }
      read() { return this.#shown; }
      write(text: string) { this.#shown = text; }
      later() { return this.#later(); }
      each() { return [...this.#each()]; }
      owns(other: object) { return #balance in other && #log in other; }
      optional(other?: Account) { return other?.#balance; }
      names() { return [this.#log.name, this.#log.length]; }
    }
    function fail(): never { throw new Error("the constructor runs"); }
  `);
  const account = revived(made, { "#balance": 5, "#history": ["old"] });
  assert.equal(account.deposit(3), 2);
  assert.equal(account.read(), "EUR 8");
  account.write("EUR 9");
  assert.equal(await account.later(), "EUR 9");
  assert.deepEqual(account.each(), ["old", "in"]);
  assert.deepEqual([account.owns(account), account.owns({})], [true, false]);
  assert.deepEqual([account.optional(account), account.optional()], [9, undefined]);
  assert.deepEqual(account.names(), ["#log", 1]);
  assert.throws(() => new (made.value as Loose)(), /the constructor runs/);
  assert.deepEqual(Reflect.ownKeys(account), []);
  assert.deepEqual(Reflect.ownKeys(made.prototype).filter((key) => typeof key === "symbol"), []);
});

test("a constructed object has its private members from the first field on, in their order", async () => {
  const { Point, order } = await exportsOf(`
    export const order: string[] = [];
    const note = <T>(text: string, value: T) => { order.push(text); return value; };
    export class Point {
      first = note("first", this.#both());
      #x = note("x", 1);
      #pair = (note("pair", 2), [3, 4]);
      static made = 0;
      last = note("last", this.#x);
      #both() { return #x in this; }
      constructor() { note("body", Point.made++); }
      sum() { return this.#x + this.#pair[0]! + this.#pair[1]!; }
    }
  `);
  const point = new Point();
  assert.deepEqual(order, ["first", "x", "pair", "last", "body"]);
  assert.deepEqual([point.first, point.last, point.sum(), Point.made], [true, 1, 8, 1]);
});

test("super means the same in public and in private methods", async () => {
  const { Derived } = await exportsOf(`
    class Base {
      greet() { return "base"; }
      static kind() { return "static base"; }
    }
    export class Derived extends Base {
      #secret = 1;
      #greet() { return super.greet() + this.#secret; }
      override greet() { return "derived " + this.#greet() + super.greet(); }
      static override kind() { return "derived " + super.kind(); }
      get value() { return super.greet(); }
    }
  `);
  assert.equal(new Derived().greet(), "derived base1base");
  assert.equal(Derived.kind(), "derived static base");
  assert.equal(new Derived().value, "base");
});

test("static members, private ones and blocks run once, in order", async () => {
  const { Registry } = await exportsOf(`
    export class Registry {
      static #all = new Map<string, Registry>();
      static size = 0;
      static { Registry.add("first"); this.size += 10; }
      static #create(name: string) { const made = new Registry(name); return made; }
      static add(name: string) { this.#all.set(name, this.#create(name)); return this.size = this.#all.size; }
      static get names() { return [...Registry.#all.keys()]; }
      readonly #name: string;
      constructor(name: string) { this.#name = name; }
      get name() { return this.#name; }
    }
  `);
  assert.deepEqual([Registry.size, Registry.names], [11, ["first"]]);
  assert.equal(Registry.add("second"), 2);
});

test("subclasses of built-in classes keep both sides", async () => {
  const made = await classIn(`
    export class Cache extends Map {
      #hits = 0;
      read(key) { this.#hits++; return this.get(key); }
      get hits() { return this.#hits; }
    }
  `);
  const cache = new Map([["a", 1]]) as Loose;
  Object.setPrototypeOf(cache, made.prototype);
  made.carry(cache);
  made.access("#hits").set(cache, 4);
  assert.deepEqual([cache.read("a"), cache.hits, cache.size], [1, 5, 1]);
  const fresh = new (made.value as Loose)([["b", 2]]);
  assert.deepEqual([fresh.read("b"), fresh.hits], [2, 1]);
});

test("a subclass and its base may have private fields of one name", async () => {
  const module = moduleOf(
    await linkerOn({
      "a.ts": `
      class Base { #id = 1; base() { return this.#id; } }
      export class Derived extends Base { #id = 2; derived() { return this.#id; } }
    `,
    }),
    "a.ts",
  );
  const [base, derived] = module.outline.units.filter(({ kind }) => kind === "class").map((unit) => {
    module.make(unit);
    return module.classOf(unit)!;
  });
  const object = Object.create(derived!.prototype);
  for (const [made, value] of [[base!, "b"], [derived!, "d"]] as const) {
    made.carry(object);
    made.access("#id").set(object, value);
  }
  assert.deepEqual([object.base(), object.derived()], ["b", "d"]);
});

test("classes inside classes know the private names around them", async () => {
  const { Outer } = await exportsOf(`
    export class Outer {
      #value = 5;
      static read(outer: Outer) { return outer.#value; }
      inner() {
        const outer = this;
        return new class {
          #value = 6;
          #own = outer;
          sum() { return this.#value + Outer.read(this.#own); }
        }().sum();
      }
    }
  `);
  assert.equal(new Outer().inner(), 11);
});

test("a class has its name, and what it extends", async () => {
  const { default: Named, Assigned, Computed } = await exportsOf(`
    export default class { }
    export const Assigned = class { static field = 1; };
    const key = Symbol("key");
    export class Computed { [key] = 1; static ["a" + "b"] = 2; get [key.description!]() { return this[key]; } }
  `);
  assert.deepEqual([Named.name, Assigned.name, Computed.name], ["default", "Assigned", "Computed"]);
  assert.deepEqual([Assigned.field, Computed.ab, new Computed().key], [1, 2, 1]);
  assert.equal(Object.getPrototypeOf(Assigned), Function.prototype);
});
