/**
 * Painters: none and colours.
 *
 * @module
 */
import * as colors from "@std/fmt/colors";
import type { Painter } from "./painter.ts";

const same = (text: string): string => text;

/** Changes nothing. */
export const PLAIN: Painter = {
  string: same,
  number: same,
  keyword: same,
  faint: same,
  symbol: same,
  regexp: same,
  date: same,
  key: same,
  privateKey: same,
  class: same,
  function: same,
  error: same,
  omitted: same,
  punctuation: same,
};

/** Colours that can be read on dark and on light ground. */
export const COLORED: Painter = {
  string: colors.green,
  number: colors.yellow,
  keyword: colors.yellow,
  faint: colors.dim,
  symbol: colors.green,
  regexp: colors.red,
  date: colors.magenta,
  key: same,
  privateKey: colors.dim,
  class: colors.cyan,
  function: colors.cyan,
  error: colors.red,
  omitted: (text) => colors.italic(colors.dim(text)),
  punctuation: same,
};
