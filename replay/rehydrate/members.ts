/**
 * Methods, accessors and values on mocks of classes.
 *
 * @module
 */
import { Attribute, type FunctionRecord, type MemberRecord, type Position } from "../../dump/format.ts";
import type { Context } from "./context.ts";
import { isRef } from "./slots.ts";
import { defineSlot } from "./properties.ts";
import { memberStub, refuse, unreadAccessor } from "./stub.ts";

const { defineProperty } = Object;

/** A member, and where it belongs. */
export interface Member {
  /** The prototype or the constructor that gets it. */
  readonly target: object;
  /** Name of the class. */
  readonly owner: string;
  readonly member: MemberRecord;
  /** Where the code of the class begins. */
  readonly position: Position | undefined;
  /** The code of the class. */
  readonly code: FunctionRecord | undefined;
  /** Why the class stays a mock in a live session; undefined in an inert one. */
  readonly why: string | undefined;
}

/** Puts a member on a mock: a method that refuses to run, an accessor that reads as an `Omitted`, or a value. */
export function fillMember({ target, owner, member, position, code, why }: Member, context: Context): void {
  const key = context.reach(context.slot(member.key));
  if ((typeof key !== "string" && typeof key !== "symbol") || Object.hasOwn(target, key)) return;
  const { kind, attributes, async, generator } = member;
  const name = typeof key === "string" ? key : `[${key.description ?? ""}]`;
  const path = `${owner}.${name}`;
  if (kind === "value") {
    const bits = attributes ?? Attribute.writable | Attribute.enumerable | Attribute.configurable;
    const slot = member.value === undefined ? undefined : context.slot(member.value);
    defineSlot(target, key, slot, bits, { id: undefined, integrity: 1 }, context);
  } else if (kind === "method") {
    const node = member.value === undefined ? undefined : context.slot(member.value);
    const own = node === undefined ? undefined : context.stub(node);
    if (own !== undefined && isRef(node)) context.classes.pathsOfMethods.set(node.id, path);
    const value = own ?? memberStub(
      { name, length: member.length ?? 0, kind, async, generator, position, why, owner: code },
      () => refuse("call", path, position, why),
    );
    const bits = attributes ?? Attribute.writable | Attribute.configurable;
    defineProperty(target, key, { value, writable: (bits & Attribute.writable) !== 0, ...shared(bits) });
  } else {
    defineProperty(target, key, {
      ...shared(attributes ?? Attribute.configurable),
      ...kind !== "setter" && { get: getter(name, () => unreadAccessor(path, position, why), position, code) },
      ...kind !== "getter" && { set: setter(name, () => refuse("set", path, position, why), position, code) },
    });
  }
}

/** The attributes that values and accessors have. */
function shared(bits: number): { enumerable: boolean; configurable: boolean } {
  return { enumerable: (bits & Attribute.enumerable) !== 0, configurable: (bits & Attribute.configurable) !== 0 };
}

function getter(name: string, read: () => unknown, position?: Position, owner?: FunctionRecord): () => unknown {
  return memberStub({ name: `get ${name}`, kind: "getter", position, owner }, read);
}

function setter(name: string, write: () => unknown, position?: Position, owner?: FunctionRecord): () => unknown {
  return memberStub({ name: `set ${name}`, length: 1, kind: "setter", position, owner }, write);
}
