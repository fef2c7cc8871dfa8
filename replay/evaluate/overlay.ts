/**
 * The scratch overlay of a frame: what evaluating changed or declared. The file never changes.
 *
 * @module
 */

import { Interrupt } from "./interrupt.ts";

/** How a name came into the overlay. */
export type OverlayKind = "assigned" | "var" | "let" | "const" | "class" | "function";

interface Binding {
  readonly kind: OverlayKind;
  value: unknown;
  /** Whether it has its first value; `let`, `const` and `class` cannot be read before. */
  ready: boolean;
}

/** Names with scratch values, which come before the variables of the frame. */
export class Overlay {
  /** Ends its functions at Ctrl-C, whichever evaluation calls them. */
  readonly interrupt: Interrupt;
  readonly #bindings = new Map<string, Binding>();

  constructor(interrupt: Interrupt = new Interrupt()) {
    this.interrupt = interrupt;
  }

  /** How many names there are. */
  get size(): number {
    return this.#bindings.size;
  }

  /** Whether there is such a name. */
  has(name: string): boolean {
    return this.#bindings.has(name);
  }

  /**
   * The value of a name.
   *
   * @throws {ReferenceError} If it is declared and has no value yet.
   */
  get(name: string): unknown {
    const binding = this.#bindings.get(name);
    if (binding !== undefined && !binding.ready) {
      throw new ReferenceError(`Cannot access '${name}' before initialization`);
    }
    return binding?.value;
  }

  /**
   * Gives a name a value; the first one that a declared name gets is its initial value.
   *
   * @throws {TypeError} If it is a constant that has its value.
   */
  set(name: string, value: unknown): void {
    const binding = this.#bindings.get(name);
    if (binding === undefined) {
      this.#bindings.set(name, { kind: "assigned", value, ready: true });
    } else if (binding.kind === "const" && binding.ready) {
      throw new TypeError(`Assignment to constant variable '${name}'`);
    } else {
      binding.value = value;
      binding.ready = true;
    }
  }

  /**
   * Declares names, in place of what they stood for; a `var` keeps the value that its name has in the overlay. They
   * have no value until {@linkcode Overlay.set} gives them the first one.
   *
   * @returns A function that takes back those that never got a value, for when the evaluation ends early.
   */
  declare(names: ReadonlyMap<string, OverlayKind>): () => void {
    const before = new Map<string, Binding | undefined>();
    for (const [name, kind] of names) {
      const old = this.#bindings.get(name);
      if (kind === "var" && old !== undefined && old.kind !== "const") continue;
      before.set(name, old);
      this.#bindings.set(name, { kind, value: undefined, ready: kind === "var" });
    }
    return () => {
      for (const [name, old] of before) {
        if (this.#bindings.get(name)?.ready !== false) continue;
        if (old === undefined) this.#bindings.delete(name);
        else this.#bindings.set(name, old);
      }
    };
  }

  /** Names and values, in the order in which they came; what has no value yet is left out. */
  *entries(): IterableIterator<[name: string, value: unknown]> {
    for (const [name, binding] of this.#bindings) {
      if (binding.ready) yield [name, binding.value];
    }
  }

  /** Whether a name stands for a function. */
  hasFunctions(): boolean {
    return [...this.#bindings.values()].some(({ value }) => typeof value === "function");
  }

  /** Drops one name, or all. */
  reset(name?: string): void {
    if (name === undefined) this.#bindings.clear();
    else this.#bindings.delete(name);
  }
}
