/**
 * The visible stand-in for a value that is not in the dump.
 *
 * @module
 */
import type { Omitted as OmittedRecord, OmittedReason } from "../../dump/format.ts";

/**
 * Stands where a value was left out, and says why. Frozen; each place where something is missing has its own, since
 * nobody knows whether two of them were the same value.
 *
 * As text it is `[omitted: depth]`; arithmetic with it throws a TypeError rather than making NaN out of what is
 * unknown.
 */
export class Omitted implements OmittedRecord {
  declare readonly reason: OmittedReason;
  declare readonly type?: string;
  declare readonly size?: number;
  declare readonly detail?: string;
  readonly #record: OmittedRecord;

  constructor(record: OmittedRecord) {
    this.#record = record;
    Object.assign(this, record);
    Object.freeze(this);
  }

  /** The record behind a stand-in; undefined for any other value. Runs nothing of the value. */
  static recordOf(value: unknown): OmittedRecord | undefined {
    return typeof value === "object" && value !== null && #record in value ? value.#record : undefined;
  }

  toString(): string {
    return `[omitted: ${this.#record.reason}]`;
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new TypeError(`Cannot compute with an omitted value: ${describeOmitted(this.#record)}`);
  }
}

/** The record of what was left out, if `value` is the stand-in for it. */
export function omittedOf(value: unknown): OmittedRecord | undefined {
  return Omitted.recordOf(value);
}

/** One line about what was left out: reason, then what is known of type, size and cause. */
export function describeOmitted({ reason, type, size, detail }: OmittedRecord): string {
  const what = [type, size === undefined ? undefined : `size ${size}`].filter((part) => part !== undefined).join(", ");
  return [reason, what === "" ? undefined : `(${what})`, detail].filter((part) => part !== undefined).join(" ");
}
