/**
 * What the engine says of held values, for one dump.
 *
 * @module
 */
import { types } from "node:util";
import { runsCode } from "./describe/runs_code.ts";
import type { Engine, EngineAnswer, EngineClosure } from "./engine/engine.ts";
import { originOf } from "./origin.ts";
import { type Bindings, readBindings } from "./snapshot/copy_bindings.ts";
import type { RecordedThrow } from "./snapshot/recorder.ts";
import { isModuleWrapper, WRAPPER_NAMES } from "./snapshot/scope_roles.ts";
import type { ScriptReader } from "./snapshot/script_reader.ts";
import type { Inspect, Inspection, LiveScope } from "./snapshot/site.ts";

const { isProxy } = types;

/** How many functions are asked about ahead; each takes some tenths of a millisecond. */
const MAX_AHEAD = 32;

/** By how many of its variables the scope of a module is known again. */
const MAX_COMPARED = 32;

/** Asks the engine, about no value twice. */
export class ValueInspector {
  readonly #engine: Engine;
  readonly #scripts: ScriptReader;
  readonly #own: readonly string[];
  readonly #ahead = new Map<object, Inspection | undefined>();
  /** Scopes of modules, by URL: several when one was loaded more than once. */
  readonly #modules = new Map<string, LiveScope[]>();

  /** @param own What the addresses of keeptrace's own modules begin with, whose scopes nobody asks for. */
  constructor(engine: Engine, scripts: ScriptReader, own: readonly string[] = []) {
    this.#engine = engine;
    this.#scripts = scripts;
    this.#own = own;
  }

  /**
   * Asks about functions that are variables of these throws, and for the URLs of the scripts, before there is any other
   * work: on Bun, a turn after a millisecond of work takes several times as long as one without, unless its optimising
   * compiler is off.
   */
  askAhead(throws: readonly RecordedThrow[]): void {
    const functions = new Set<object>();
    for (const { scopes } of throws) {
      for (const { values } of scopes) {
        for (const value of values) {
          if (typeof value !== "function" || isProxy(value) || functions.size >= MAX_AHEAD) continue;
          if (!functions.has(value) && !runsCode(value)) functions.add(value);
        }
      }
    }
    const asked = [...functions];
    const answers = asked.length === 0 ? undefined : this.#engine.ask(asked);
    answers?.forEach((answer, i) => this.#ahead.set(asked[i]!, this.#toInspection(answer)));
    this.#scripts.urls();
  }

  /** Answers about values. */
  readonly inspect: Inspect = (values) => {
    const asked = values.filter((value) => !this.#ahead.has(value));
    if (asked.length === 0) return values.map((value) => this.#ahead.get(value));
    // That turn is to be taken sooner or later; right before another it takes least.
    this.#scripts.urls();
    const answers = this.#engine.ask(asked)?.map((answer) => this.#toInspection(answer));
    let next = 0;
    return answers && values.map((value) => this.#ahead.has(value) ? this.#ahead.get(value) : answers[next++]);
  };

  /** Closures of the runtime's own functions are left out. Code that the program makes from text has a place without a URL. */
  #toInspection(answer: EngineAnswer | undefined): Inspection | undefined {
    if (answer === undefined) return undefined;
    const { location, scopes, privates, internals } = answer;
    const isRuntime = location === undefined || (location.url !== "" && originOf(location.url) === "runtime");
    return {
      ...(location && location.url !== "" && { location }),
      ...(scopes && { scopes: isRuntime ? [] : this.#closureScopes(scopes, location.url) }),
      ...(privates && { privates }),
      ...(internals && { internals: new Map(internals) }),
    };
  }

  /** Scopes without those of the modules of packages, which would bring whole libraries along. */
  #closureScopes(scopes: readonly EngineClosure[], url: string): LiveScope[] {
    return scopes.flatMap(({ type, name, bindings }) => {
      const copy = readBindings(bindings);
      if (type !== "module" && !isModuleWrapper(copy.names)) {
        return [{ type, ...(name !== undefined && { name }), ...copy }];
      }
      return this.#isProgram(url) ? [this.#moduleScope(copy, url)] : [];
    });
  }

  #isProgram(url: string): boolean {
    return url !== "" && originOf(url) === "program" && !this.#own.some((address) => url.startsWith(address));
  }

  /** The scope of a module, which is one for all functions that see it. */
  #moduleScope({ names, values }: Bindings, url: string): LiveScope {
    const kept = names.flatMap((name, at) => WRAPPER_NAMES.has(name) ? [] : [at]);
    const scope: LiveScope = {
      type: "module",
      names: kept.map((at) => names[at]!),
      values: kept.map((at) => values[at]),
    };
    const loaded = this.#modules.get(url) ?? [];
    const known = loaded.find((other) => isAlike(scope, other));
    if (known === undefined) this.#modules.set(url, [...loaded, scope]);
    return known ?? scope;
  }
}

/** Whether two scopes of modules with one URL are the same: two times that it was loaded have other functions. */
function isAlike(left: LiveScope, right: LiveScope): boolean {
  if (left.names.length !== right.names.length) return false;
  for (let at = 0; at < left.names.length && at < MAX_COMPARED; at++) {
    if (left.names[at] !== right.names[at] || !Object.is(left.values[at], right.values[at])) return false;
  }
  return true;
}
