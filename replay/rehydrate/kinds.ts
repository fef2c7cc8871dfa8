/**
 * How values of each kind are made.
 *
 * @module
 */
import { NodeKind } from "../../dump/format.ts";
import { buffer, view } from "./buffers.ts";
import { argumentsObject, array, map, set } from "./collections.ts";
import type { Kind } from "./context.ts";
import { bound, functionObject } from "./functions.ts";
import { generator } from "./generators.ts";
import { host } from "./host.ts";
import { custom, error, module, object, omitted } from "./objects.ts";
import { boxed, date, regexp, string, symbol } from "./primitives.ts";
import { promise } from "./promises.ts";
import { proxy } from "./proxies.ts";
import { weak } from "./weak.ts";

/** One entry a {@linkcode NodeKind}. */
export const KINDS: Readonly<Record<NodeKind, Kind>> = {
  [NodeKind.object]: object,
  [NodeKind.array]: array,
  [NodeKind.map]: map,
  [NodeKind.set]: set,
  [NodeKind.date]: date,
  [NodeKind.regexp]: regexp,
  [NodeKind.error]: error,
  [NodeKind.boxed]: boxed,
  [NodeKind.symbol]: symbol,
  [NodeKind.string]: string,
  [NodeKind.buffer]: buffer,
  [NodeKind.view]: view,
  [NodeKind.function]: functionObject,
  [NodeKind.bound]: bound,
  [NodeKind.promise]: promise,
  [NodeKind.proxy]: proxy,
  [NodeKind.weak]: weak,
  [NodeKind.generator]: generator,
  [NodeKind.module]: module,
  [NodeKind.host]: host,
  [NodeKind.custom]: custom,
  [NodeKind.omitted]: omitted,
  [NodeKind.arguments]: argumentsObject,
};
