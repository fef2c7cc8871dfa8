/**
 * The table of shapes: what nodes of one kind with the same prototype and the same keys have in common.
 *
 * @module
 */
import { Attribute, NodeKind, type Wire, type WireShape } from "../../dump/format.ts";
import type { Redactor, Secrecy } from "../redact.ts";
import type { Layout } from "./layout.ts";
import type { Prototype } from "./prototypes.ts";
import { SafeMap } from "./safe.ts";

/** How many layouts a prototype remembers, for objects that are made in the same way. */
const RECENT_LAYOUTS = 8;

/** The shapes met so far. */
export class ShapeTable {
  /** The finished table. */
  readonly shapes: WireShape[] = [];
  readonly #indexes = new SafeMap<string, number>();
  readonly #secrecies = new SafeMap<string, Secrecy | 0>();
  readonly #symbols = new SafeMap<symbol, number>();
  readonly #redact: Redactor | undefined;
  readonly #keySlot: (key: string | symbol) => Wire;

  constructor(redact: Redactor | undefined, keySlot: (key: string | symbol) => Wire) {
    this.#redact = redact;
    this.#keySlot = keySlot;
  }

  /** The layout of these keys, remembered or made. */
  layout(prototype: Prototype, keys: readonly PropertyKey[], kind: NodeKind): Layout {
    return this.recall(prototype, keys) ?? this.#learn(prototype, keys, kind);
  }

  /** The layout of these keys among those that the prototype remembers. */
  recall(prototype: Prototype, keys: readonly PropertyKey[]): Layout | undefined {
    const { layouts } = prototype;
    for (let at = 0; at < layouts.length; at++) {
      if (sameKeys(layouts[at]!.keys, keys)) return layouts[at];
    }
    return undefined;
  }

  /** Makes a layout, and lets the prototype remember it in the place of the oldest. */
  #learn(prototype: Prototype, keys: readonly PropertyKey[], kind: NodeKind): Layout {
    let secrets: (Secrecy | undefined)[] | undefined;
    let isPlain = kind !== NodeKind.module;
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at];
      if (typeof key !== "string") continue;
      isPlain &&= key !== "stack";
      const secrecy = this.secrecy(key);
      if (secrecy !== undefined) (secrets ??= [])[at] = secrecy;
    }
    const layout: Layout = { keys, secrets, isPlain, kind, usual: undefined };
    const { layouts } = prototype;
    for (let at = layouts.length < RECENT_LAYOUTS ? layouts.length : RECENT_LAYOUTS - 1; at > 0; at--) {
      layouts[at] = layouts[at - 1]!;
    }
    layouts[0] = layout;
    return layout;
  }

  /** What a name says of its value. */
  secrecy(name: string): Secrecy | undefined {
    if (this.#redact === undefined || name.length > MAX_SECRET_NAME) return undefined;
    let secrecy = this.#secrecies.get(name);
    if (secrecy === undefined) {
      secrecy = this.#redact.name(name) ?? 0;
      if (this.#secrecies.size < MAX_REMEMBERED_NAMES) this.#secrecies.set(name, secrecy);
    }
    return secrecy === 0 ? undefined : secrecy;
  }

  /** Index of a shape. `attributes` is one number a key, undefined when all are 7. */
  index(
    kind: NodeKind,
    prototype: number | null,
    integrity: 0 | 1 | 2 | 3,
    keys: readonly PropertyKey[],
    attributes: readonly number[] | undefined,
  ): number {
    let id = `${kind} ${prototype} ${integrity}`;
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at]!;
      // The length in front keeps keys apart whatever they contain.
      id += typeof key === "symbol" ? ` @${this.#symbolNumber(key)}` : ` ${(key as string).length}:${key as string}`;
      if (attributes !== undefined) id += `!${attributes[at]}`;
    }
    const known = this.#indexes.get(id);
    if (known !== undefined) return known;
    const index = this.shapes.length;
    this.#indexes.set(id, index);
    const slots: Wire[] = [];
    for (let at = 0; at < keys.length; at++) slots[at] = this.#keySlot(keys[at] as string | symbol);
    this.shapes[index] = attributes === undefined
      ? [kind, prototype, integrity, slots]
      : [kind, prototype, integrity, slots, attributes];
    return index;
  }

  /** Index of the shape that has private fields after the keys of another shape. */
  withPrivates(base: number, names: readonly string[]): number {
    let id = `#${base}`;
    for (let at = 0; at < names.length; at++) id += ` ${names[at]}`;
    const known = this.#indexes.get(id);
    if (known !== undefined) return known;
    const shape = this.shapes[base]!;
    const baseKeys = shape[3];
    const baseAttributes = shape[4];
    const keys: Wire[] = [];
    const attributes: number[] = [];
    for (let at = 0; at < baseKeys.length; at++) {
      keys[at] = baseKeys[at]!;
      attributes[at] = baseAttributes === undefined ? 7 : baseAttributes[at]!;
    }
    for (let at = 0; at < names.length; at++) {
      attributes[keys.length] = Attribute.private | Attribute.writable;
      keys[keys.length] = names[at]!;
    }
    const index = this.shapes.length;
    this.#indexes.set(id, index);
    this.shapes[index] = [shape[0], shape[1], shape[2], keys, attributes];
    return index;
  }

  /** Index of the shape that is like another but of this kind. */
  withKind(base: number, kind: NodeKind): number {
    const id = `=${kind} ${base}`;
    const known = this.#indexes.get(id);
    if (known !== undefined) return known;
    const shape = this.shapes[base]!;
    const attributes = shape[4];
    const index = this.shapes.length;
    this.#indexes.set(id, index);
    this.shapes[index] = attributes === undefined
      ? [kind, shape[1], shape[2], shape[3]]
      : [kind, shape[1], shape[2], shape[3], attributes];
    return index;
  }

  #symbolNumber(symbol: symbol): number {
    let number = this.#symbols.get(symbol);
    if (number === undefined) this.#symbols.set(symbol, number = this.#symbols.size);
    return number;
  }
}

/** Names of secrets are short; the keys of a dictionary may be anything. */
const MAX_SECRET_NAME = 128;

/** How many names are remembered; dictionaries have endless ones. */
const MAX_REMEMBERED_NAMES = 10_000;

function sameKeys(left: readonly PropertyKey[], right: readonly PropertyKey[]): boolean {
  if (left.length !== right.length) return false;
  // Objects of one prototype often begin alike: the last key tells most of them apart.
  for (let at = left.length - 1; at >= 0; at--) {
    if (left[at] !== right[at]) return false;
  }
  return true;
}
