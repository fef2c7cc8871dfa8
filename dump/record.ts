/**
 * Checks for records of the tables, put together from small ones. Each takes what CBOR gave and returns plain data of
 * its own: only the fields that it knows, set one by one.
 *
 * @module
 */
import { decodeSlot, isCount, type SlotContext } from "./decode_slot.ts";
import { Fault, thrownInside, within } from "./fault.ts";
import type { Wire } from "./format.ts";

/** How many entries each table has. */
export interface TableSizes {
  readonly exceptions: number;
  readonly threads: number;
  readonly frames: number;
  readonly scopes: number;
  readonly classes: number;
  readonly functions: number;
  readonly sources: number;
  readonly modules: number;
}

/** What records are checked against. */
export interface RecordContext extends SlotContext {
  readonly sizes: TableSizes;
}

/** Checks a decoded item and returns it typed, or throws a {@linkcode Fault}. */
export type Check<T> = (item: unknown, context: RecordContext) => T;

/** A field of a record: how to check it, and whether it may be absent. */
export interface Field<T> {
  readonly check: Check<T>;
  readonly optional: boolean;
}

/** The fields of a record type. */
export type Fields<T> = { readonly [Key in keyof T]-?: Field<T[Key]> };

/** A field that must be there. */
export function required<T>(check: Check<T>): Field<T> {
  return { check, optional: false };
}

/** A field that may be absent. */
export function optional<T>(check: Check<T>): Field<T> {
  return { check, optional: true };
}

/** Checks a record: a map with these fields. Others are ignored: a newer format may have them. */
export function record<T extends object>(fields: Fields<T>): Check<T> {
  const entries = Object.entries(fields) as [string, Field<unknown>][];
  return (item, context) => {
    if (!(item instanceof Map)) throw new Fault("a record is no map");
    const result = {};
    let at = "";
    try {
      for (const [name, { check, optional }] of entries) {
        at = name;
        if (item.has(name)) define(result, name, check(item.get(name), context));
        else if (!optional) throw new Fault("a field is missing");
      }
    } catch (error) {
      throw thrownInside(error, at);
    }
    return result as T;
  };
}

/** Checks a list, which is changed in place: of very many members there is no second list, and no step for each. */
export function list<T>(check: Check<T>): Check<readonly T[]> {
  return (item, context) => {
    if (!Array.isArray(item)) throw new Fault("a list is none");
    let at = 0;
    try {
      for (; at < item.length; at++) item[at] = check(item[at], context);
    } catch (error) {
      throw thrownInside(error, at);
    }
    return item;
  };
}

/** Checks a map from text to anything that `check` accepts. A fault names the place in the map, not the text. */
export function dictionary<T>(check: Check<T>): Check<Readonly<Record<string, T>>> {
  return (item, context) => {
    if (!(item instanceof Map)) throw new Fault("a record is no map");
    const result: Record<string, T> = {};
    [...item as Map<string, unknown>].forEach(([name, value], at) => {
      define(result, name, within(at, () => check(value, context)));
    });
    return result;
  };
}

/** Checks that an item is one of these texts. Of a newer format, one that is not known is taken for the first. */
export function oneOf<const T extends string>(first: T, ...others: readonly T[]): Check<T> {
  const texts = [first, ...others];
  return (item, { newer }) => {
    const found = texts.find((text) => text === item);
    if (found !== undefined) return found;
    if (newer && typeof item === "string") return first;
    throw new Fault(`it is none of ${texts.join(", ")}`);
  };
}

/** Checks an index in a table. */
export function index(table: keyof TableSizes): Check<number> {
  return (item, { sizes }) => {
    if (!isCount(item)) throw new Fault("an index is no whole number");
    if (item >= sizes[table]) throw new Fault(`it refers to ${table}[${item}], and there are ${sizes[table]}`);
    return item;
  };
}

/** Checks text. */
export function text(item: unknown): string {
  if (typeof item !== "string") throw new Fault("it is no text");
  return item;
}

/** Checks a number of any kind. */
export function number(item: unknown): number {
  if (typeof item !== "number") throw new Fault("it is no number");
  return item;
}

/** Checks a time, milliseconds since 1970: no further from it than a Date can be. NaN is one that is not known. */
export function time(item: unknown): number {
  const milliseconds = number(item);
  if (Math.abs(milliseconds) > 8.64e15) throw new Fault("it is no time that a Date can have");
  return milliseconds;
}

/** Checks a whole number from 0. */
export function count(item: unknown): number {
  if (!isCount(item)) throw new Fault("it is no whole number from 0");
  return item;
}

/** Checks true or false. */
export function flag(item: unknown): boolean {
  if (typeof item !== "boolean") throw new Fault("it is neither true nor false");
  return item;
}

/** Checks a slot that holds a value, and returns it as it is on the wire. */
export function wire(item: unknown, context: RecordContext): Wire {
  const slot = decodeSlot(item, context);
  const misplaced = typeof slot === "object" && slot !== null &&
    (slot.kind === "hole" || slot.kind === "accessor" || slot.kind === "bytes");
  if (misplaced) throw new Fault("an accessor, a hole or bytes stand where a value should");
  return item as Wire;
}

/** Sets an own property, whatever its name is. */
function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}
