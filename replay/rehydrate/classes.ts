/**
 * Classes of a dump: built-in ones are those of this process, all others inert mocks.
 *
 * @module
 */
import { Attribute, type ClassRecord, type FunctionRecord, NodeKind } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import { codePlace } from "./code_place.ts";
import type { ClassMocks, Context } from "./context.ts";
import { platformClass } from "./host.ts";
import { intrinsicClass } from "./intrinsics.ts";
import { fillMember } from "./members.ts";
import { attributesIn, close } from "./properties.ts";
import { isRef } from "./slots.ts";
import { stamp } from "./stamp.ts";
import { standIn } from "./stand_in.ts";
import { type AnyFunction, memberStub, refuse } from "./stub.ts";

const { create, prototype: objectPrototype } = Object;
const { defineProperty, setPrototypeOf } = Reflect;

/** Longest chain of classes or of prototypes that is rebuilt; only a hostile file has longer ones. */
export const MAX_CHAIN = 256;

/** A constructor and the prototype of its instances. */
interface Mock {
  readonly constructor: AnyFunction;
  readonly prototype: object;
}

/** The classes of one dump, each made when an instance or the class itself is first looked at. */
export class Classes implements ClassMocks {
  readonly #context: Context;
  readonly #mocks = new Map<number, Mock>();
  /** Of methods that are nodes, by these: class and name. */
  readonly pathsOfMethods: Map<number, string> = new Map();
  readonly #whys = new Map<number, string>();
  #indexes: Map<number, number> | undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  prototypeOf(index: number): object {
    return this.#mock(index).prototype;
  }

  constructorOf(index: number): AnyFunction {
    return this.#mock(index).constructor;
  }

  whyMock(index: number): string | undefined {
    if (this.#whys.size === 0) return undefined;
    const mock = this.#parents(index).find((at) => this.#whys.has(at));
    return mock === undefined
      ? undefined
      : `its class ${this.#context.tables.classes[mock]?.name} stays a mock: ${this.#whys.get(mock)}`;
  }

  parentConstructor(index: number): AnyFunction | undefined {
    const parent = this.#parents(index)[1];
    // That a class extends nothing looks in the table like extending Object.
    const isBase = parent === undefined || this.#context.tables.classes[parent]?.builtin === "Object";
    return isBase ? undefined : this.constructorOf(parent);
  }

  prototypeIn(node: HeapNode): object | undefined {
    if (node.attributes === undefined) return undefined;
    const at = node.keys.indexOf("constructor");
    const slot = at < 0 ? undefined : node.values[at];
    if (!isRef(slot) || ((node.attributes[at] ?? Attribute.enumerable) & Attribute.enumerable) !== 0) {
      return undefined;
    }
    const index = this.indexOf(slot.id, undefined);
    const record = index === undefined ? undefined : this.#context.tables.classes[index];
    // Never one of this process: the node's properties go onto it.
    const isMock = record !== undefined && record.builtin === undefined && record.extends === node.prototype;
    return isMock && this.#hasMembers(node, record) ? this.prototypeOf(index!) : undefined;
  }

  /** Whether an object has the members of a class: another one may have its `constructor`. */
  #hasMembers({ keys }: HeapNode, { members }: ClassRecord): boolean {
    const own = new Set(keys.map((key) => typeof key === "string" ? key : this.#context.reach(key)));
    const names = members.map(({ key }) => this.#context.reach(this.#context.slot(key)));
    return own.size === names.length + 1 && names.every((name) => own.has(name as string));
  }

  indexOf(id: number, record: FunctionRecord | undefined): number | undefined {
    this.#indexes ??= this.#indexConstructors();
    const index = this.#indexes.get(id);
    if (index !== undefined || record?.class === undefined) return index;
    const claimed = this.#context.tables.classes[record.class];
    return claimed !== undefined && claimed.value === undefined ? record.class : undefined;
  }

  #indexConstructors(): Map<number, number> {
    const indexes = new Map<number, number>();
    this.#context.tables.classes.forEach((record, index) => {
      if (record.value === undefined) return;
      const slot = this.#context.slot(record.value);
      if (isRef(slot)) indexes.set(slot.id, index);
    });
    return indexes;
  }

  /** A class and those that it extends, from itself to the base; a cycle or an endless chain is cut. */
  #parents(index: number): number[] {
    const chain = [index];
    const { classes } = this.#context.tables;
    for (let at = classes[index]?.extends; at !== undefined && !chain.includes(at); at = classes[at]?.extends) {
      if (chain.length >= MAX_CHAIN || classes[at] === undefined) break;
      chain.push(at);
    }
    return chain;
  }

  #mock(index: number): Mock {
    const known = this.#mocks.get(index);
    if (known !== undefined) return known;
    const chain = this.#parents(index);
    let mock: Mock | undefined;
    for (const at of chain.reverse()) {
      let next = this.#mocks.get(at);
      if (next === undefined) this.#mocks.set(at, next = this.#make(at, mock));
      mock = next;
    }
    return mock!;
  }

  #make(index: number, parent: Mock | undefined): Mock {
    const record = this.#context.tables.classes[index];
    if (record === undefined) throw new RangeError(`there is no class ${index}`);
    const { builtin } = record;
    const real = builtin === undefined ? undefined : intrinsicClass(builtin) ?? platformClass(builtin);
    if (real !== undefined) return { constructor: real.constructor ?? this.#stub(record), prototype: real.prototype };
    const made = this.#context.code?.classAt(index);
    if (made === undefined) return this.#makeMock(record, parent);
    if ("why" in made) {
      this.#whys.set(index, made.why);
      return this.#makeMock(record, parent, made.why);
    }
    return { constructor: made.value, prototype: made.prototype };
  }

  /** The code of a class, where it is known. */
  #codeOf(record: ClassRecord): FunctionRecord | undefined {
    return record.function === undefined ? undefined : this.#context.tables.functions[record.function];
  }

  /** A constructor for a class that is not a node. */
  #stub(record: ClassRecord, why?: string): AnyFunction {
    const { name } = record;
    const code = this.#codeOf(record);
    const position = codePlace(code, this.#context.tables);
    const kind = code?.kind === "function" ? "function" : "class";
    return memberStub(
      { name, length: code?.length ?? 0, kind, position, why },
      () => refuse("call", name, position, why),
    );
  }

  /** @param why Why it is one in a live session. */
  #makeMock(record: ClassRecord, parent: Mock | undefined, why?: string): Mock {
    const own = record.value === undefined ? undefined : this.#context.stub(this.#context.slot(record.value));
    const constructor = own ?? this.#stub(record, why);
    const code = this.#codeOf(record);
    const prototype = create(parent !== undefined ? parent.prototype : record.bare === true ? null : objectPrototype);
    stamp(prototype, standIn(NodeKind.object, record.name));
    const bits = record.constructorAttributes ?? Attribute.writable | Attribute.configurable;
    defineProperty(prototype, "constructor", { value: constructor, ...attributesIn(bits) });
    defineProperty(constructor, "prototype", { value: prototype, writable: code?.kind !== "class" });
    // That a class extends nothing looks in the table like extending Object.
    if (parent !== undefined && parent.prototype !== objectPrototype && own === undefined) {
      setPrototypeOf(constructor, parent.constructor);
    }
    const position = codePlace(code, this.#context.tables);
    this.#context.later(() => {
      for (const member of record.members) {
        fillMember({ target: prototype, owner: record.name, member, position, code, why }, this.#context);
      }
      for (const member of record.statics) {
        fillMember({ target: constructor, owner: record.name, member, position, code, why }, this.#context);
      }
      close(prototype, record.integrity ?? 0);
    });
    return { constructor, prototype };
  }
}
