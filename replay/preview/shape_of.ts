/**
 * Value → shape.
 *
 * @module
 */
import {
  isAnyArrayBuffer,
  isArgumentsObject,
  isBoxedPrimitive,
  isDataView,
  isDate,
  isModuleNamespaceObject,
  isNativeError,
  isRegExp,
  isTypedArray,
} from "node:util/types";
import { NodeKind } from "../../dump/format.ts";
import { omittedOf } from "../rehydrate/omitted.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import { shownClass } from "./class_name.ts";
import { arrayShape, bytesShape, keyedShape, typedArrayShape } from "./collections.ts";
import { errorShape, isPlatformError } from "./errors.ts";
import { functionShape } from "./functions.ts";
import { hostShape } from "./host_values.ts";
import { isProxy } from "./is_proxy.ts";
import { internalShape, proxyShape } from "./internals.ts";
import { omittedToken } from "./omitted_text.ts";
import { isObject } from "./own_data.ts";
import { boxedTokens, dateToken, primitiveToken, regexpToken } from "./primitives.ts";
import { propertyEntries } from "./properties.ts";
import { type Shape, type ShapeOptions, type Token, token } from "./shape.ts";

const { apply, getOwnPropertyDescriptor } = Reflect;

const bufferOfView = getOwnPropertyDescriptor(DataView.prototype, "buffer")!.get!;
const offsetOfView = getOwnPropertyDescriptor(DataView.prototype, "byteOffset")!.get!;
const lengthOfView = getOwnPropertyDescriptor(DataView.prototype, "byteLength")!.get!;

/** Takes a value apart: rehydrated, omitted, or made in this process. Runs nothing of it. */
export function shapeOf(value: unknown, options: ShapeOptions): Shape {
  if (!isObject(value)) return { head: [primitiveToken(value, options)] };
  const omitted = omittedOf(value);
  if (omitted !== undefined) return { head: [omittedToken(omitted)] };
  // Before anything else: a look at a proxy runs its traps.
  if (isProxy(value)) return proxyShape(value);
  if (typeof value === "function") return functionShape(value);
  if (Array.isArray(value) || isArgumentsObject(value)) return arrayShape(value);
  if (isNativeError(value) || nodeOf(value)?.kind === NodeKind.error || isPlatformError(value)) {
    return errorShape(value, options);
  }
  return keyedShape(value) ?? internalShape(value) ?? brandedShape(value, options) ?? hostShape(value, options) ??
    objectShape(value);
}

/** Kinds with a brand and no entries of their own. */
function brandedShape(object: object, options: ShapeOptions): Shape | undefined {
  if (isTypedArray(object)) return typedArrayShape(object);
  if (isAnyArrayBuffer(object)) return bytesShape(object, bytesOf(object));
  if (isDataView(object)) {
    const [buffer, offset, length] = [bufferOfView, offsetOfView, lengthOfView].map((getter) =>
      apply(getter, object, [])
    );
    return bytesShape(object, bytesOf(buffer, offset, length));
  }
  if (isDate(object)) return withProperties(object, [dateToken(object)]);
  if (isRegExp(object)) return withProperties(object, [regexpToken(object)]);
  const boxed = isBoxedPrimitive(object) ? boxedTokens(object, options) : undefined;
  return boxed && withProperties(object, boxed, true);
}

/** The bytes of a buffer; none when it is detached. */
function bytesOf(buffer: ArrayBufferLike, offset = 0, length?: number): Uint8Array {
  try {
    return new Uint8Array(buffer, offset, length);
  } catch {
    return new Uint8Array();
  }
}

function withProperties(object: object, head: Token[], named = false): Shape {
  return { head, body: { brackets: "{}", entries: () => propertyEntries(object, { named }), optional: true } };
}

/** `{a: 1}`, `Order {id: 7}`, `[null prototype] {a: 1}`. */
function objectShape(object: object): Shape {
  const isModule = isModuleNamespaceObject(object) || nodeOf(object)?.kind === NodeKind.module;
  const text = isModule ? "Module" : shownClass(object);
  return {
    head: text === "Object" ? [] : [token("class", text)],
    body: { brackets: "{}", entries: () => propertyEntries(object), optional: false },
  };
}
