/**
 * The shapes of the values that one text shows.
 *
 * @module
 */
import type { Entry, Shape, ShapeOptions } from "./shape.ts";
import { shapeOf } from "./shape_of.ts";

/** Takes values apart, each once and no further than asked, however often it is tried to fit them in. */
export class Shapes {
  readonly options: ShapeOptions;
  readonly #known = new Map<unknown, Shape>();

  constructor(options: ShapeOptions) {
    this.options = options;
  }

  /** The shape of a value. */
  of(value: unknown): Shape {
    // A map takes −0 for 0.
    if (value === 0) return shapeOf(value, this.options);
    let shape = this.#known.get(value);
    if (shape === undefined) this.#known.set(value, shape = remembering(shapeOf(value, this.options)));
    return shape;
  }
}

/** The same shape, whose entries are found once. */
function remembering(shape: Shape): Shape {
  const { body } = shape;
  if (body === undefined) return shape;
  const found: Entry[] = [];
  let more: Iterator<Entry> | undefined;
  const entries = function* () {
    for (let index = 0;; index++) {
      if (index === found.length) {
        more ??= body.entries()[Symbol.iterator]();
        const { done, value } = more.next();
        if (done) return;
        found.push(value);
      }
      yield found[index]!;
    }
  };
  return { ...shape, body: { ...body, entries } };
}
