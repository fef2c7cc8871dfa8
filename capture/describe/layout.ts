/**
 * The own keys of objects that are made in the same way.
 *
 * @module
 */
import type { NodeKind } from "../../dump/format.ts";
import type { Secrecy } from "../redact.ts";

/** A list of own keys in order, and what follows from it. */
export interface Layout {
  readonly keys: readonly PropertyKey[];
  /** What each name says of its value; undefined when none is the name of a secret. */
  readonly secrets: readonly (Secrecy | undefined)[] | undefined;
  /** Whether no key needs special care when its property is read. */
  readonly isPlain: boolean;
  /** Kind of the object when the layout was made: the next of the same prototype and keys is one too. */
  readonly kind: NodeKind;
  /** Index of the shape whose objects can be extended and whose properties all have the usual attributes. */
  usual: number | undefined;
}
