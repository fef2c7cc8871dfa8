/**
 * A class of a source → a class that runs.
 *
 * @module
 */
import type { Class } from "acorn";
import type { RealClass } from "../rehydrate/code.ts";
import type { AnyFunction } from "../rehydrate/stub.ts";
import { environmentOf } from "./cell.ts";
import { type ClassPlan, type PrivateMember, privateMembers, staticPrivates, writeClass } from "./class_writer.ts";
import { CodeWriter } from "./code_writer.ts";
import { compile } from "./compile.ts";
import type { CompileInside, Helpers } from "./helpers.ts";
import { label, privateNamesIn } from "./make_function.ts";
import type { Unit } from "./outline.ts";
import { cellsFor, type Home, privateSurroundings, type Surroundings } from "./surroundings.ts";
import { UnavailableError } from "./unavailable_error.ts";

/** How a class is made. */
export interface ClassOptions {
  /** Its own `name`. */
  readonly name: string;
  readonly runsStatics: boolean;
  /** The class that it extends, where evaluating that would make another one. */
  readonly parent?: AnyFunction | undefined;
}

/** A constructor that returns its argument, so that a class which extends it puts its private members there. */
const Bearer = function (object: object) {
  return object;
};

/** A class that was made from its source. */
export class LiveClass implements RealClass {
  readonly value: AnyFunction;
  readonly prototype: object;
  /** Private members of instances, in order. */
  readonly privates: readonly PrivateMember[];
  /** Names of private members of the class itself. */
  readonly staticPrivates: readonly string[];
  /** Compiles code where the private names of the class are known. */
  readonly compileInside: CompileInside;
  readonly #carry: (object: object) => void;
  readonly #accessors = new Map<string, Accessor>();

  constructor(made: AnyFunction, node: Class, compileInside: CompileInside, carry: (object: object) => void) {
    this.value = made;
    this.prototype = made.prototype as object;
    this.privates = privateMembers(node);
    this.staticPrivates = staticPrivates(node);
    this.compileInside = compileInside;
    this.#carry = carry;
  }

  /** Puts the private members on an object that does not have them; fields are undefined. */
  carry(object: object): void {
    if (this.privates.length > 0 && !this.access(this.privates[0]!.name).has(object)) this.#carry(object);
  }

  /** Access to a private member of this class, of either kind. */
  access(name: string): Accessor {
    let accessor = this.#accessors.get(name);
    if (accessor === undefined) {
      accessor = this.compileInside(
        `({ has: (o) => ${name} in o, get: (o) => o.${name}, set: (o, v) => { o.${name} = v; } })`,
      ) as Accessor;
      this.#accessors.set(name, accessor);
    }
    return accessor;
  }
}

/** Reads and writes one private member. */
export interface Accessor {
  has(object: object): boolean;
  get(object: object): unknown;
  set(object: object, value: unknown): void;
}

/**
 * Makes a class from its text, with the variables around it.
 *
 * @throws {UnavailableError} If it needs something of the code around that cannot be had.
 */
export function makeClass(unit: Unit, options: ClassOptions, home: Home, around: Surroundings): LiveClass {
  const { tree } = home;
  const node = unit.node as Class & Unit["node"];
  if (tree.isDecorated(node)) {
    throw new UnavailableError(`Cannot make ${label(unit)} live: it has decorators, which would have to be run again`);
  }
  const writer = new CodeWriter(tree, node);
  const inside = privateSurroundings(privateNamesIn(node), unit, home);
  if ("why" in inside) throw new UnavailableError(`Cannot make ${label(unit)} live: ${inside.why}`);
  const cells = cellsFor(writer, home, around);
  const plan: ClassPlan = {
    runsStatics: options.runsStatics,
    hasParent: options.parent !== undefined,
  };
  const text = writeClass(writer, node, plan, (free) => cells.has(free));
  const helpers = new ClassHelpers(home, options.parent);
  const made = compile({
    text,
    ...writer.names,
    url: tree.url,
    line: tree.lineOf(node.start),
    isStrict: tree.isStrict,
    form: "expression",
  }, inside.compile)(environmentOf(cells), helpers.all) as AnyFunction;
  if (!isStatic(node, "name")) Object.defineProperty(made, "name", { value: options.name, configurable: true });
  return new LiveClass(made, node, helpers.compileInside!, helpers.carry);
}

/** Whether a class has a static member of that name. */
function isStatic(node: Class, name: string): boolean {
  return node.body.body.some((member) =>
    member.type !== "StaticBlock" && member.static && member.key.type === "Identifier" && member.key.name === name
  );
}

/** What the code of a class calls; see `class_writer.ts`. */
class ClassHelpers {
  readonly all: Helpers;
  compileInside: CompileInside | undefined;
  #construct: ((object: object) => object) | undefined;
  readonly #symbols = new Map<string, symbol>();
  readonly #members = new Map<string, AnyFunction>();

  constructor(home: Home, parent: AnyFunction | undefined) {
    this.all = Object.assign(Object.create(home.helpers), {
      Bearer,
      parent,
      expose: (made: AnyFunction, compileInside: CompileInside, construct?: (object: object) => object) => {
        this.compileInside = compileInside;
        this.#construct = construct;
        this.#collect(made);
      },
      carry: this.carry,
      member: (key: string) => this.#members.get(key),
      symbol: (name: string) => {
        const symbol = this.#symbols.get(name) ?? Symbol(name);
        this.#symbols.set(name, symbol);
        return symbol;
      },
    });
  }

  readonly carry = (object: object): void => {
    this.#construct?.(object);
  };

  /** Takes the private methods from the prototype, where they stood under symbols. */
  #collect(made: AnyFunction): void {
    const prototype = made.prototype as object;
    for (const [name, symbol] of this.#symbols) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(prototype, symbol) ?? {};
      Reflect.deleteProperty(prototype, symbol);
      for (const [key, member] of [[name, value], [`get ${name}`, get], [`set ${name}`, set]] as const) {
        if (typeof member !== "function") continue;
        Object.defineProperty(member, "name", { value: key, configurable: true });
        this.#members.set(key, member as AnyFunction);
      }
    }
  }
}
