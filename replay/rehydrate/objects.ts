/**
 * Plain objects, errors, module namespaces, and what a serializer of the program stored.
 *
 * @module
 */
import type { Kind } from "./context.ts";
import { Omitted } from "./omitted.ts";
import { omittedIn } from "./slots.ts";

const { create, prototype: objectPrototype } = Object;
const { deleteProperty, ownKeys } = Reflect;

/** Ordinary object. */
export const object: Kind = {
  allocate(node, { classes }) {
    const { prototype } = node;
    const ofClass = classes.prototypeIn(node);
    if (ofClass !== undefined) return ofClass;
    if (typeof prototype !== "number") return prototype === null ? create(null) : {};
    const parent = classes.prototypeOf(prototype);
    return parent === objectPrototype ? {} : create(parent);
  },
};

/** Error of any class: a real one, without what making it here adds. */
export const error: Kind = {
  allocate() {
    const made = new Error();
    for (const key of ownKeys(made)) deleteProperty(made, key);
    return made;
  },
};

/** Module namespace: an object with the exports, and the tag that all of them have. */
export const module: Kind = {
  allocate: () => create(null, { [Symbol.toStringTag]: { value: "Module" } }),
};

/** What a serializer of the program stored, and no reviver is there for: an inert object with that inside. */
export const custom: Kind = {
  allocate: object.allocate,
};

/** Something that is not there. */
export const omitted: Kind = {
  allocate({ payload: [slot] }) {
    return new Omitted(omittedIn(slot) ?? { reason: "failed", detail: "an omitted value has no reason" });
  },
};
