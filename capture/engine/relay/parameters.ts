/**
 * Parameter names of functions, from the texts that the engine ran.
 *
 * @module
 */
import { parameterNames } from "../../parameter_names.ts";
import type { ScriptParsedParams } from "./protocol.ts";
import type { Transport } from "./transport.ts";

/** Where a function's parameter list begins, 0-based. */
export type Start = readonly [url: string, line: number, column: number];

/** Longer scripts are not fetched, in UTF-16 units. */
const MAX_SCRIPT_LENGTH = 2_000_000;

/** Names of the parameters at each start; null where they cannot be had. */
export async function readParameters(
  transport: Transport,
  starts: readonly Start[],
  scripts: readonly ScriptParsedParams[],
): Promise<(string[] | null)[]> {
  const wanted = new Set(starts.map(([url]) => url));
  // Of several scripts with one URL the last is the one that runs.
  const byUrl = new Map(scripts.filter(({ url }) => wanted.has(url)).map((script) => [script.url, script]));
  const fetched = [...byUrl.values()].filter(({ length }) => (length ?? 0) <= MAX_SCRIPT_LENGTH);
  const texts = await Promise.all(
    transport.send(fetched.map(({ scriptId }) => ["Debugger.getScriptSource", { scriptId }]))
      .map((result) => result.then((found) => (found as { scriptSource: string }).scriptSource, () => undefined)),
  );
  const lines = new Map(fetched.flatMap(({ url }, i) => texts[i] === undefined ? [] : [[url, texts[i].split("\n")]]));
  return starts.map(([url, line, column]) => {
    const found = lines.get(url)?.slice(line, line + 50);
    return found === undefined ? null : parameterNames(found.join("\n"), column) ?? null;
  });
}
