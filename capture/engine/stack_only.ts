/**
 * The engine for where nothing else goes: it records no variables, and says why.
 *
 * @module
 */
import type { Engine } from "./engine.ts";

/** @param reason Why there are no variables, for a person. */
export function stackOnly(reason: string): Engine {
  return {
    kind: "stack-only",
    reason,
    status: () => ({ recording: false, notes: [] }),
    ask: () => undefined,
    readScripts: () => ({ parameters: [], calls: [], maps: new Map() }),
    scriptTexts: () => [],
    scriptUrls: () => [],
    mark: () => {},
    stop: () => Promise.resolve(),
  };
}
