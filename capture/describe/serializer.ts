/**
 * How a program says what is to be kept of its own kinds of objects.
 *
 * @module
 */

/** How objects of one kind are kept. Its hooks are the only code of a program that runs while a dump is made. */
export interface Serializer {
  /** Under which name the value is stored: the replaying side looks for a reviver of this name. */
  readonly name: string;
  /** The class whose instances it takes, those of derived classes included. */
  readonly class?: abstract new (...parameters: never[]) => object;
  /** Whether it takes a value; asked for every object when there is no `class`, for its instances otherwise. */
  readonly test?: (value: object) => boolean;
  /** What to keep in place of the value: anything that a dump can hold. */
  readonly store: (value: object) => unknown;
}
