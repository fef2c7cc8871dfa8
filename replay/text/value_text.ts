/**
 * Values on the screen and in JSON.
 *
 * @module
 */
import { preview } from "../preview/preview.ts";
import { typeOf } from "../preview/type_of.ts";
import type { Session } from "../session.ts";
import { jsonValue } from "./json_value.ts";
import type { View } from "./view.ts";

/** Columns of a preview in JSON. */
const JSON_BUDGET = 200;

/** A value on one line of at most `budget` columns. */
export function previewIn(value: unknown, budget: number, { painter, omitted }: View): string {
  return preview(value, { budget, color: painter, omitted });
}

/** What JSON says of a value. */
export interface ValueData {
  readonly type: string;
  readonly preview: string;
  /** The value itself, when JSON can hold it exactly. */
  readonly value?: unknown;
}

/** Type and preview of a value, for JSON. */
export function describeValue(value: unknown, session: Session): ValueData {
  const omitted = (text: string) => session.omitted(text);
  return { type: typeOf(value), preview: preview(value, { budget: JSON_BUDGET, omitted }) };
}

/** Type, preview, and if JSON can hold it exactly the value itself. */
export function valueData(value: unknown, session: Session): ValueData {
  const described = describeValue(value, session);
  const exact = jsonValue(value, (text) => session.omitted(text) !== undefined);
  return exact === undefined ? described : { ...described, value: exact.value };
}
