/**
 * What a promise was rejected with, when Node reports an error of its own in its place.
 *
 * @module
 */
import { types } from "node:util";
import type { Recorder } from "./snapshot/recorder.ts";

const { getOwnPropertyDescriptor } = Object;

/**
 * Node wraps a rejection with a value that is no error, and keeps the text of the value only. The value is the one that
 * was thrown last and has that text.
 *
 * @returns The value, or the error itself when it is no such wrapper or the value was not seen.
 */
export function rejectionReason(error: unknown, recorder: Recorder | undefined): unknown {
  if (recorder === undefined || !types.isNativeError(error) || ownData(error, "code") !== "ERR_UNHANDLED_REJECTION") {
    return error;
  }
  const text = /reason "(.*)"\.$/s.exec(String(ownData(error, "message")))?.[1];
  const found = text === undefined ? undefined : recorder.nonError(text);
  return found === undefined ? error : found.value;
}

function ownData(error: Error, key: string): unknown {
  return getOwnPropertyDescriptor(error, key)?.value;
}
