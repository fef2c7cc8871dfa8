/**
 * The lines of a log, one after another, so that no log has to be in memory.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { StringDecoder } from "node:string_decoder";

/** A log: each call goes through its lines from the beginning. */
export type Log = () => Iterable<string>;

/** One line of a stream. */
export interface LogLine {
  /** Its number in the log, from 1. */
  readonly number: number;
  /** Without what all lines of the stream begin with. */
  readonly text: string;
  /** The line as it stands in the log, and those above it, the nearest first. */
  readonly around: readonly string[];
}

/** Longest line of which all is kept, in UTF-16 units; of a longer one, what stands behind may be missing. */
export const LONGEST_LINE = 1_000_000;

/** Bytes that are decoded at a time: a line that is kept keeps as much in memory. */
const STEP = 16 * 1024;

/** The lines of a text, without the breaks behind them. */
export function textLines(text: string): Iterable<string> {
  return lines([text]);
}

/** The lines of bytes in UTF-8, without the breaks behind them. */
export function byteLines(pieces: Iterable<Uint8Array>): Iterable<string> {
  return lines(decoded(pieces));
}

function* lines(texts: Iterable<string>): Generator<string> {
  let rest = "";
  for (const text of texts) {
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      const line = rest === "" ? text.slice(start, end) : rest + text.slice(start, end);
      rest = "";
      yield line.endsWith("\r") ? line.slice(0, -1) : line;
      start = end + 1;
    }
    if (rest.length <= LONGEST_LINE) rest += text.slice(start);
  }
  yield rest;
}

function* decoded(pieces: Iterable<Uint8Array>): Generator<string> {
  const decoder = new StringDecoder("utf8");
  let isFirst = true;
  for (const piece of pieces) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    for (let at = 0; at < bytes.length; at += STEP) {
      const text = decoder.write(bytes.subarray(at, at + STEP));
      // Logs of Windows may begin with a byte order mark.
      yield isFirst && text.startsWith("\ufeff") ? text.slice(1) : text;
      isFirst &&= text === "";
    }
  }
  yield decoder.end();
}
