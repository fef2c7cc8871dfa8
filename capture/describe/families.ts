/**
 * Which family a value belongs to. What counts are internal slots: prototypes and tags can say anything.
 *
 * @module
 */
import { types } from "node:util";
import { NodeKind, type Wire } from "../../dump/format.ts";
import { describeArguments, describeArray } from "./arrays.ts";
import { describeBuffer, describeView } from "./buffers.ts";
import { describeBoxed, describeDate, describeRegExp } from "./builtins.ts";
import { describeMap, describeSet } from "./collections.ts";
import { describeError } from "./errors.ts";
import {
  describeGenerator,
  describeModule,
  describePromise,
  describeWeakCollection,
  describeWeakRef,
} from "./exotics.ts";
import { describeFunction } from "./functions.ts";
import { describeHost, isHost } from "./hosts.ts";
import { describeIterator, isIteratorPrototype } from "./iterators.ts";
import { describeCommonModule } from "./module_registry.ts";
import { ownKeysOf } from "./objects.ts";
import type { Prototype } from "./prototypes.ts";
import { isArray, isView } from "./safe.ts";
import type { DescribeValue, Walker } from "./walker.ts";

const {
  isAnyArrayBuffer,
  isArgumentsObject,
  isBoxedPrimitive,
  isDate,
  isGeneratorObject,
  isMap,
  isMapIterator,
  isModuleNamespaceObject,
  isNativeError,
  isPromise,
  isRegExp,
  isSet,
  isSetIterator,
  isWeakMap,
  isWeakSet,
} = types;

/** Describes an object or a function that is neither a proxy nor a built-in value. */
export function describeValue(value: object, prototype: Prototype, walker: Walker): Wire[] {
  if (typeof value === "function") return describeFunction(value, prototype, walker);
  if (isArray(value)) return describeArray(value, prototype, walker);
  if (!prototype.ordinary || isView(value)) {
    const family = familyOf(value, prototype);
    return family === undefined ? walker.node(NodeKind.object, value, prototype) : family(value, prototype, walker);
  }
  if (prototype.commonModule) return describeCommonModule(value, prototype, walker);
  const keys = ownKeysOf(value);
  // An object made like one that is known to be ordinary is taken for ordinary too. Those without keys are always
  // looked at, since nothing tells them from a Map whose prototype was replaced.
  const node = keys.length > 0 ? walker.nodeLike(value, prototype, keys) : undefined;
  if (node !== undefined) return node;
  const family = familyOf(value, prototype);
  return family === undefined ? walker.node(NodeKind.object, value, prototype, keys) : family(value, prototype, walker);
}

function familyOf(value: object, prototype: Prototype): DescribeValue | undefined {
  // Some engines take a DOMException for an error.
  if (isNativeError(value)) return prototype.base === "DOMException" ? describeHost : describeError;
  if (isMap(value)) return describeMap;
  if (isSet(value)) return describeSet;
  if (isDate(value)) return describeDate;
  if (isRegExp(value)) return describeRegExp;
  if (isView(value)) return describeView;
  if (isAnyArrayBuffer(value)) return describeBuffer;
  if (isBoxedPrimitive(value)) return describeBoxed;
  if (isPromise(value)) return describePromise;
  if (isGeneratorObject(value)) return describeGenerator;
  if (isMapIterator(value) || isSetIterator(value)) return describeIterator;
  if (isWeakMap(value) || isWeakSet(value)) return describeWeakCollection;
  if (isArgumentsObject(value)) return describeArguments;
  if (isModuleNamespaceObject(value)) return describeModule;
  return describeByClass(prototype);
}

/** What has no test for its internal slots is known by its class; reading finds out whether it is what it seems. */
function describeByClass(prototype: Prototype): DescribeValue | undefined {
  const { base } = prototype;
  if (base === undefined || base === "Object") return undefined;
  if (base === "WeakRef") return describeWeakRef;
  if (isIteratorPrototype(prototype)) return describeIterator;
  return isHost(base) ? describeHost : undefined;
}
