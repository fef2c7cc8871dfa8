/**
 * An error of a log for as long as it is listed.
 *
 * @module
 */
import { everyOne, type ListedFrame } from "./log_exception.ts";
import { ownText } from "./own_text.ts";
import type { LogTrace } from "./parse_log.ts";

/** Makes the texts of an error its own: parts of a text, they keep the whole of it in memory, which is the log. */
export function keep({ exception }: LogTrace): void {
  for (const one of everyOne(exception)) {
    one.name = ownText(one.name);
    one.message = ownText(one.message);
    one.text.forEach((line, index) => one.text[index] = ownText(line));
    one.frames = one.frames.map(keepFrame);
    for (const [name, value] of [...one.properties]) {
      one.properties.delete(name);
      one.properties.set(ownText(name), typeof value === "string" ? ownText(value) : value);
    }
    one.shown.forEach(({ lines, url, ...place }, index) => {
      const kept = new Map([...lines].map(([number, line]) => [number, ownText(line)]));
      one.shown[index] = { ...place, url: url === undefined ? undefined : ownText(url), lines: kept };
    });
  }
}

function keepFrame({ functionName, position, ...frame }: ListedFrame): ListedFrame {
  return {
    ...frame,
    functionName: ownText(functionName),
    ...(position === undefined ? {} : { position: { ...position, url: ownText(position.url) } }),
  };
}
