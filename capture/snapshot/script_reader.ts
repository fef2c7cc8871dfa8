/**
 * Asks the engine what the scripts tell, for one dump.
 *
 * @module
 */
import type { Position } from "../../dump/format.ts";
import type { Engine, ScriptFacts } from "../engine/engine.ts";
import { toUrl } from "./stack_text.ts";

/**
 * Takes no turn at the engine that it need not take, and takes one that is for the URLs alone as late as it can: on
 * Bun, a turn right after another takes a fraction of the time of one after some work.
 */
export class ScriptReader {
  readonly #engine: Engine | undefined;
  #wasAsked = false;
  #maps: ReadonlyMap<string, string> = new Map();

  constructor(engine: Engine | undefined) {
    this.#engine = engine;
  }

  /** As {@linkcode Engine.readScripts}. */
  read(starts: readonly Position[], calls: readonly Position[]): ScriptFacts {
    if (this.#engine === undefined || starts.length + calls.length === 0) {
      return { parameters: [], calls: [], maps: this.#maps };
    }
    this.#wasAsked = true;
    const facts = this.#engine.readScripts(starts, calls);
    this.#maps = new Map([...facts.maps].map(([url, map]) => [toUrl(url), map]));
    return facts;
  }

  /** As {@linkcode Engine.scriptTexts}. */
  texts(scripts: readonly string[]): readonly (string | undefined)[] {
    return this.#engine?.scriptTexts(scripts) ?? [];
  }

  /** The address of the source map of a script that was asked about, as the script names it. */
  readonly mapAddress = (url: string): string | undefined => this.#maps.get(url);

  /** URLs of the scripts that the program has loaded. */
  urls(): readonly string[] {
    if (!this.#wasAsked) this.#engine?.readScripts([], []);
    this.#wasAsked = true;
    return this.#engine?.scriptUrls() ?? [];
  }
}
