/**
 * What the texts tell that the engine ran: parameter names of functions, and what is called at a place.
 *
 * @module
 */
import { parameterNames } from "../../../dump/parameter_names.ts";
import { callAt } from "./call_at.ts";
import type { EngineCall } from "../engine.ts";
import type { ScriptParsedParams } from "./protocol.ts";
import type { Transport } from "./transport.ts";

/** A place in a script, 0-based. */
export type Place = readonly [url: string, line: number, column: number];

/** Where parameter lists begin, and where frames stand in a call. */
export type ScriptQuestions = readonly [starts: readonly Place[], calls: readonly Place[]];

/** Answers in the order of the questions, null where there is none; the URLs of all scripts; source maps of those asked about. */
export type ScriptAnswers = readonly [
  parameters: readonly (readonly string[] | null)[],
  calls: readonly (EngineCall | null)[],
  urls: readonly string[],
  maps: readonly (readonly [url: string, map: string])[],
];

/** Longer scripts are not fetched, in UTF-16 units. */
const MAX_SCRIPT_LENGTH = 2_000_000;

/** Longer texts are not handed over, in UTF-16 units. */
const MAX_TEXT_LENGTH = 1_000_000;

/** The texts of scripts; null for one that the runtime does not tell, and for a long one. */
export async function readTexts(transport: Transport, scriptIds: readonly string[]): Promise<(string | null)[]> {
  const texts = await fetchTexts(transport, scriptIds);
  return texts.map((text) => text !== undefined && text.length <= MAX_TEXT_LENGTH ? text : null);
}

function fetchTexts(transport: Transport, scriptIds: readonly string[]): Promise<(string | undefined)[]> {
  const asked = transport.send(scriptIds.map((scriptId) => ["Debugger.getScriptSource", { scriptId }]));
  return Promise.all(
    asked.map((result) => result.then((found) => (found as { scriptSource: string }).scriptSource, () => undefined)),
  );
}

/** Fetches the scripts that are asked about, and answers. */
export async function readScripts(
  transport: Transport,
  [starts, calls]: ScriptQuestions,
  scripts: readonly ScriptParsedParams[],
): Promise<ScriptAnswers> {
  const wanted = new Set([...starts, ...calls].map(([url]) => url));
  // Of several scripts with one URL the last is the one that runs.
  const byUrl = new Map(scripts.filter(({ url }) => wanted.has(url)).map((script) => [script.url, script]));
  const fetched = [...byUrl.values()].filter(({ length }) => (length ?? 0) <= MAX_SCRIPT_LENGTH);
  const texts = await fetchTexts(transport, fetched.map(({ scriptId }) => scriptId));
  const textOf = new Map(fetched.flatMap(({ url }, i) => texts[i] === undefined ? [] : [[url, texts[i]]]));
  const linesOf = new Map([...textOf].map(([url, text]) => [url, text.split("\n")]));
  return [
    starts.map(([url, line, column]) => {
      const found = linesOf.get(url)?.slice(line, line + 50);
      return found === undefined ? null : parameterNames(found.join("\n"), column) ?? null;
    }),
    calls.map(([url, line, column]) => {
      const text = textOf.get(url);
      const above = linesOf.get(url)?.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) ?? 0;
      return text === undefined ? null : callAt(text, above + column) ?? null;
    }),
    scripts.map(({ url }) => url),
    [...byUrl.values()].flatMap(({ url, sourceMapURL }) => sourceMapURL ? [[url, sourceMapURL] as const] : []),
  ];
}
