/**
 * The private fields of live objects.
 *
 * @module
 */
import { types } from "node:util";
import { Attribute, NodeKind } from "../../dump/format.ts";
import type { HeapNode } from "../../dump/read.ts";
import type { Context } from "../rehydrate/context.ts";
import type { LiveClasses } from "./live_classes.ts";
import type { LiveClass } from "./make_class.ts";

/** Puts recorded private fields on objects, and reads those of objects. */
export class PrivateFields {
  readonly #heap: Context;
  readonly #classes: LiveClasses;

  constructor(heap: Context, classes: LiveClasses) {
    this.#heap = heap;
    this.#classes = classes;
  }

  /** Puts the recorded private fields on a value. */
  put(value: object, node: HeapNode): void {
    const recorded = privatesOf(node);
    if (node.kind === NodeKind.function && typeof value === "function") {
      const owner = this.#classes.ofPrototype(value.prototype);
      for (const { name, at } of recorded) {
        if (owner?.staticPrivates.includes(name) !== true) continue;
        put(value, owner, name, this.#heap.reach(node.values[at]));
      }
      return;
    }
    for (const owner of this.#classes.ofInstance(node).reverse()) {
      owner.carry(value);
      for (const { name, kind } of owner.privates) {
        if (kind !== "field") continue;
        // Base classes come first, in the dump as here; two may have a field of the same name.
        const at = recorded.findIndex((field) => field.name === name);
        if (at < 0) {
          this.#heap.problem(node.id, `its private field ${name} is not in the dump`);
        } else {
          const [field] = recorded.splice(at, 1);
          put(value, owner, name, this.#heap.reach(node.values[field!.at]));
        }
      }
    }
  }

  /** A private field or method of an object as it is now; undefined when no real class declares it. */
  field(value: object, name: string): { value: unknown } | undefined {
    if (types.isProxy(value)) return undefined;
    const own = typeof value === "function" ? this.#classes.ofPrototype(value.prototype) : undefined;
    if (own?.staticPrivates.includes(name) === true) return fieldOf(value, own, name);
    for (let at: object | null = value; at !== null && !types.isProxy(at); at = Object.getPrototypeOf(at)) {
      const owner = this.#classes.ofPrototype(at);
      if (owner === undefined || !owner.privates.some((member) => member.name === name)) continue;
      if (owner.access(name).has(value)) return fieldOf(value, owner, name);
    }
    return undefined;
  }
}

function put(value: object, owner: LiveClass, name: string, field: unknown): void {
  try {
    owner.access(name).set(value, field);
  } catch {
    // A private method, which is there already.
  }
}

function privatesOf({ keys, attributes = [] }: HeapNode): { readonly name: string; readonly at: number }[] {
  return keys.flatMap((name, at) =>
    typeof name === "string" && ((attributes[at] ?? 0) & Attribute.private) !== 0 ? [{ name, at }] : []
  );
}

function fieldOf(object: object, owner: LiveClass, name: string): { value: unknown } {
  return {
    get value() {
      return owner.access(name).get(object);
    },
    set value(value) {
      owner.access(name).set(object, value);
    },
  };
}
