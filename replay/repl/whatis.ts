/**
 * What a value is: type, class, origin.
 *
 * @module
 */
import { isStringObject, isTypedArray } from "node:util/types";
import type { FunctionRecord } from "../../dump/format.ts";
import { escapeText } from "../preview/escape.ts";
import { isProxy } from "../preview/is_proxy.ts";
import { typeOf } from "../preview/type_of.ts";
import { nodeOf } from "../rehydrate/provenance.ts";
import type { Session } from "../session.ts";
import { count } from "../text/count.ts";
import { displayPosition, toPath } from "../text/display_path.ts";
import { codePosition } from "./function_source.ts";
import { classNames } from "../frames/heap_graph.ts";
import { wrap } from "../text/fit.ts";
import { prose } from "../text/prose.ts";
import type { View } from "../text/view.ts";

const INTEGRITY = ["extensible", "not extensible", "sealed", "frozen"] as const;

/** What JSON says of a value's type. */
export interface WhatisData {
  readonly type: string;
  /** Names of the classes that its class extends, nearest first. */
  readonly extends?: readonly string[];
  /** Where its class or its code stands. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Own properties, with those that are not enumerable; absent for bytes and strings of very many. */
  readonly properties?: number;
  readonly privateFields?: number;
  readonly integrity?: typeof INTEGRITY[number];
  /** UTF-16 units of a string; items of a collection. */
  readonly size?: number;
  /** Id of its node in the file. */
  readonly node?: number;
  /** What a function is. */
  readonly function?: string;
}

/** What a value is, for JSON. Runs nothing of it. */
export async function whatisData(value: unknown, session: Session): Promise<WhatisData> {
  const type = typeOf(value);
  if (typeof value === "string") return { type, size: value.length };
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return { type };
  const facts = nodeOf(value);
  const position = await codePosition(value, session);
  const node = facts?.id === undefined ? undefined : session.file.heap.node(facts.id);
  const isFunction = typeof value === "function";
  const parents = node === undefined
    ? []
    : classNames(node, session).slice(1).filter((name) => name !== "Object" && !(isFunction && name === "Function"));
  const record = facts?.function?.record;
  return {
    type,
    ...(parents.length > 0 ? { extends: parents } : {}),
    ...(position === undefined ? {} : { file: toPath(position.url), line: position.line, column: position.column }),
    ...(isProxy(value) || hasManyUnits(value) ? {} : { properties: Reflect.ownKeys(value).length }),
    ...(facts === undefined || facts.privates.length === 0 ? {} : { privateFields: facts.privates.length }),
    ...(node === undefined || node.integrity === 0 ? {} : { integrity: INTEGRITY[node.integrity] }),
    ...(node === undefined ? {} : { node: node.id }),
    ...(record === undefined ? {} : { function: kindOf(record) }),
  };
}

/** Bytes or UTF-16 units that are counted as properties. */
const MOST_UNITS = 1_000_000;

/** Whether a value has so many bytes or UTF-16 units that making a key of each, only to count them, takes seconds. */
function hasManyUnits(value: object): boolean {
  if (isTypedArray(value)) return Reflect.get(TYPED_ARRAY, "byteLength", value) > MOST_UNITS;
  return isStringObject(value) && String.prototype.valueOf.call(value).length > MOST_UNITS;
}

const TYPED_ARRAY: object = Object.getPrototypeOf(Uint8Array.prototype);

/** What a value is, on the screen. */
export function whatisLines(data: WhatisData, view: View): string[] {
  const { style, columns, cwd } = view;
  const facts: string[] = [];
  if (data.function !== undefined) facts.push(data.function);
  if (data.extends !== undefined) facts.push(`extends ${data.extends.join(" → ")}`);
  if (data.size !== undefined) facts.push(count(data.size, "UTF-16 unit"));
  if (data.properties !== undefined) {
    facts.push(count(data.properties, "own property").replace(/propertys$/, "properties"));
  }
  if (data.privateFields !== undefined) facts.push(count(data.privateFields, "private field"));
  if (data.integrity !== undefined) facts.push(data.integrity);
  if (data.node !== undefined) facts.push(`node ${data.node}`);
  const lines = [style.name(escapeText(data.type))];
  if (facts.length > 0) lines.push(...prose(facts.join(", "), columns - 2).map((line) => `  ${line}`));
  const { file, line, column } = data;
  if (file !== undefined && line !== undefined && column !== undefined) {
    const place = escapeText(displayPosition({ url: file, line, column }, cwd));
    lines.push(...wrap(place, columns - 2).map((line) => `  ${style.place(line)}`));
  }
  return lines;
}

/** `async generator method`, `arrow`. */
function kindOf({ async, generator, kind }: FunctionRecord): string {
  return [...async ? ["async"] : [], ...generator ? ["generator"] : [], kind].join(" ");
}
