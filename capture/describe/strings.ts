/**
 * Strings: short ones stand in their slots, long ones are nodes, so that each is kept once.
 *
 * @module
 */
import { Escape, type Wire } from "../../dump/format.ts";
import { REDACTED, type Redactor, SHORTEST_SECRET } from "../redact.ts";
import type { Identities } from "./identities.ts";
import { codeUnit, SafeMap, slice } from "./safe.ts";
import { BY_FORM, redactedSlot } from "./secrets.ts";
import type { Walker } from "./walker.ts";

/** Longest string that stands in its slot. */
const MAX_INLINE = 32;

/** UTF-16 units beyond the limit of a string in which a secret that begins before it may end. */
const SECRET_MARGIN = 4096;

/** The strings of a heap. */
export class Strings {
  readonly #walker: Walker;
  readonly #identities: Identities;
  readonly #redact: Redactor | undefined;
  /** Lengths of long strings of which only the beginning was looked at for secrets, by what is left of that. */
  readonly #lengths = new SafeMap<string, number>();

  constructor(walker: Walker, identities: Identities, redact: Redactor | undefined) {
    this.#walker = walker;
    this.#identities = identities;
    this.#redact = redact;
  }

  /** The slot of a string, without the secrets in it. `outside` as of {@linkcode Identities.reference}. */
  slot(text: string, outside: boolean): Wire {
    const { length } = text;
    if (length > MAX_INLINE) {
      if (this.#identities.has(text)) return this.#reference(text, outside);
      const { maxStringLength } = this.#walker.limits;
      const seen = length > maxStringLength + SECRET_MARGIN ? slice(text, 0, maxStringLength + SECRET_MARGIN) : text;
      const cleaned = this.#redact?.text(seen);
      if (cleaned === undefined) return this.#reference(text, outside);
      if (cleaned === REDACTED) return redactedSlot(text, BY_FORM, this.#walker);
      if (seen.length < length) this.#lengths.set(cleaned, length);
      return this.#reference(cleaned, outside);
    }
    this.#walker.budget.bytes += length;
    const cleaned = length < SHORTEST_SECRET ? undefined : this.#redact?.text(text);
    if (cleaned === undefined) return text;
    return cleaned === REDACTED ? redactedSlot(text, BY_FORM, this.#walker) : cleaned;
  }

  /** The node of a long string; `shape` is that of all of them. */
  describe(text: string, shape: number): Wire[] {
    const { budget, limits: { maxStringLength } } = this.#walker;
    const length = this.#lengths.get(text) ?? text.length;
    if (length <= maxStringLength) {
      budget.bytes += length;
      return [shape, text];
    }
    budget.bytes += maxStringLength;
    budget.count("length");
    const last = codeUnit(text, maxStringLength - 1);
    const kept = last >= 0xd800 && last < 0xdc00 ? maxStringLength - 1 : maxStringLength;
    return [shape, slice(text, 0, kept), [Escape.omitted, "length", "string", length]];
  }

  #reference(text: string, outside: boolean): Wire {
    return this.#identities.reference(text, outside) ?? this.#walker.omit("count", "string");
  }
}
