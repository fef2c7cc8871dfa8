/**
 * Symbols, long strings, and the objects around primitives: boxed ones, Date, RegExp.
 *
 * @module
 */
import { NodeKind } from "../../dump/format.ts";
import type { Kind } from "./context.ts";
import { Omitted } from "./omitted.ts";
import { isRef, omittedIn } from "./slots.ts";

/** A unique symbol. */
export const symbol: Kind = {
  allocate({ payload: [description] }) {
    return typeof description === "string" ? Symbol(description) : Symbol();
  },
};

/** A long string; what was cut from it is noted with the heap. */
export const string: Kind = {
  allocate({ payload: [text, rest] }, context) {
    if (typeof text !== "string") throw new TypeError("a string has no text");
    const cut = omittedIn(rest);
    if (cut !== undefined) context.cut(text, cut);
    return text;
  },
};

/** Date, valid or not. */
export const date: Kind = {
  allocate({ payload: [milliseconds] }) {
    if (typeof milliseconds !== "number") throw new TypeError("a Date has no time");
    return new Date(milliseconds);
  },
};

/** RegExp: made from its source, never executed. */
export const regexp: Kind = {
  allocate({ payload: [source, flags] }) {
    if (typeof source !== "string" || typeof flags !== "string") throw new TypeError("a RegExp has no source");
    return new RegExp(source, flags);
  },
  fill(target: RegExp, { payload: [, , lastIndex] }, context) {
    target.lastIndex = context.reach(lastIndex) as number;
  },
};

/** Number, String, Boolean, Symbol or BigInt object. */
export const boxed: Kind = {
  allocate({ payload: [slot] }, context) {
    const omitted = omittedIn(slot);
    if (omitted !== undefined) return new Omitted(omitted);
    if (isRef(slot)) {
      const { kind } = context.node(slot.id);
      if (kind !== NodeKind.symbol && kind !== NodeKind.string) throw new TypeError("a boxed value is no primitive");
    }
    const primitive = context.reach(slot);
    if (Object(primitive) === primitive || primitive === null || primitive === undefined) {
      throw new TypeError("a boxed value is no primitive");
    }
    return Object(primitive);
  },
};
