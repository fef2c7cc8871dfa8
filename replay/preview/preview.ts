/**
 * A value on one line.
 *
 * @module
 */
import { fittingLine } from "./fitting_line.ts";
import { PLAIN } from "./paint.ts";
import type { Painter } from "./painter.ts";
import type { ShapeOptions } from "./shape.ts";
import { Shapes } from "./shapes.ts";

/** How a value is shown on one line. */
export interface PreviewOptions extends ShapeOptions {
  /** Terminal cells that it may take. */
  readonly budget: number;
  /**
   * Colours.
   *
   * @default {undefined} None.
   */
  readonly color?: Painter | undefined;
}

/**
 * Shows a value on one line: `Order {id: 7, items: Array(3) [{…}, {…}, {…}], #secret: 42}`. It shows as many levels as
 * fit, shortens strings, and if that is not enough ends in one "…". Text is escaped. Nothing of the value runs: no
 * getter, trap, toString, toJSON or iterator.
 */
export function preview(value: unknown, options: PreviewOptions): string {
  return fittingLine(value, options.budget, new Shapes(options), []).text(options.color ?? PLAIN);
}
