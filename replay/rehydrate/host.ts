/**
 * Objects of the platform: rebuilt through a fixed list of classes, else inert mocks.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { HeapNode } from "../../dump/read.ts";
import type { Context, Kind } from "./context.ts";
import type { IntrinsicClass } from "./intrinsics.ts";
import type { AnyFunction } from "./stub.ts";

/** Platform classes whose real prototypes instances get. */
const CLASSES: ReadonlyMap<string, IntrinsicClass> = new Map(
  Object.entries({ Buffer, URL, URLSearchParams, Headers, FormData, Blob, DOMException }).map((
    [name, constructor],
  ) => [name, { constructor: constructor as unknown as AnyFunction, prototype: constructor.prototype }]),
);

/** The platform class of that name; undefined unless instances of it can be rebuilt. */
export function platformClass(name: string): IntrinsicClass | undefined {
  return CLASSES.get(name);
}

/** Object of the platform. */
export const host: Kind = {
  allocate: () => ({}),
};

/** What is inside a platform object. */
export function hostInternals({ payload: [, ...slots] }: HeapNode, context: Context): [string, unknown][] {
  return [["Slots", slots.map((slot) => context.value(slot))]];
}
