/**
 * Gives code that is in no file (`eval`, `new Function`, texts that tools compile) a URL and a source: the text that
 * the engine ran.
 *
 * @module
 */
import type { EngineFrame } from "../engine/engine.ts";
import type { SourceTexts } from "./original_frames.ts";
import type { RecordedThrow } from "./recorder.ts";
import type { ScriptReader } from "./script_reader.ts";

const EVALUATED = /^\[eval \d+\]$/;

/** Whether a URL is that of code that was evaluated and has no name of its own. */
export function isEvaluated(url: string): boolean {
  return EVALUATED.test(url);
}

/**
 * The throws with URLs for the evaluated code on their stacks: `[eval 1]`, `[eval 2]`, … in the order in which they
 * stand there. Its texts become sources, and so do those of evaluated code that names itself (`sourceURL`), unless two
 * scripts have the name. Of a script that the engine does not tell, the frames stay without a place.
 */
export function withEvaluatedCode(
  all: readonly (readonly RecordedThrow[])[],
  scripts: ScriptReader,
  sources: SourceTexts,
): readonly (readonly RecordedThrow[])[] {
  const frames = all.flatMap((throws) => throws.flatMap((recorded) => recorded.frames()));
  const names = new Map(
    frames.flatMap(({ script, generated }) => script === undefined ? [] : [[script, generated.url]]),
  );
  if (names.size === 0) return all;
  const ids = [...names.keys()];
  const texts = scripts.texts(ids);
  const urls = new Map<string, string>();
  ids.forEach((id, i) => {
    const text = texts[i];
    const name = names.get(id)!;
    const isOnly = [...names.values()].filter((each) => each === name).length === 1;
    if (text === undefined || (name !== "" && !isOnly)) return;
    const url = name === "" ? `[eval ${urls.size + 1}]` : name;
    if (name === "") urls.set(id, url);
    sources.setText(url, text);
  });
  const named = (frame: EngineFrame): EngineFrame => {
    const { script, generated, functionStart } = frame;
    const url = script === undefined ? undefined : urls.get(script);
    if (url === undefined) return frame;
    return {
      ...frame,
      generated: { ...generated, url },
      ...(functionStart && { functionStart: { ...functionStart, url } }),
    };
  };
  return all.map((throws) =>
    throws.map(({ time, scopes, frames, stack }) => ({ time, scopes, frames: () => frames().map(named), stack }))
  );
}
