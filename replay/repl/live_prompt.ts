/**
 * Live code at the prompt: whether it may run, and from where.
 *
 * @module
 */
import type { LiveMode, LiveOptions } from "../live/live_options.ts";
import type { Session } from "../session.ts";

/** What the program was started with. */
export interface LiveSettings {
  /** Folder of the checkout. */
  readonly root: string;
  /** What may differ from the recorded environment, by name. */
  readonly accept: readonly string[];
  /** What was agreed to by a flag; undefined when nothing was. */
  readonly agreed?: LiveMode | undefined;
}

/** Whether code may run, and from where. Lasts from line to line; the dump has no say in it. */
export class LivePrompt {
  /** Folder of the checkout; undefined when it is not known. */
  readonly root: string | undefined;
  readonly #accepted: Set<string>;
  readonly #agreed: Set<LiveMode>;
  #mode: LiveMode;
  #inert: Session;

  constructor(inert: Session, settings?: LiveSettings) {
    this.#inert = inert;
    this.root = settings?.root;
    this.#accepted = new Set(settings?.accept);
    this.#agreed = new Set(settings?.agreed === undefined ? [] : [settings.agreed]);
    this.#mode = settings?.agreed ?? "local";
  }

  /** The session that was opened, in which nothing runs. */
  get inert(): Session {
    return this.#inert;
  }

  /** Takes another session on the dump, in which nothing was changed, for the one that was opened. */
  renew(inert: Session): void {
    this.#inert = inert;
  }

  /** Where code comes from. */
  get mode(): LiveMode {
    return this.#mode;
  }

  /** What going live takes, with what was accepted so far; undefined when there is no root. */
  get options(): LiveOptions | undefined {
    return this.root === undefined ? undefined : { root: this.root, mode: this.#mode, accept: [...this.#accepted] };
  }

  /** Whether the person has agreed that such code runs. */
  isAgreed(mode: LiveMode): boolean {
    return this.#agreed.has(mode);
  }

  /** Notes that the person agrees. */
  agree(mode: LiveMode): void {
    this.#agreed.add(mode);
  }

  /** Chooses where code comes from. */
  choose(mode: LiveMode): void {
    this.#mode = mode;
  }

  /** Notes what may differ. */
  accept(names: readonly string[]): void {
    for (const name of names) this.#accepted.add(name);
  }
}
