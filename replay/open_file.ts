/**
 * Opening a dump that was read.
 *
 * @module
 */
import type { DumpFile } from "../dump/read_plain.ts";
import type { LiveActions } from "./live_parts.ts";
import { RecordedSession } from "./recorded_session.ts";
import type { OpenOptions, Session } from "./session.ts";

/**
 * Opens a dump that was read.
 *
 * @param readBelow Reads sources below the root of the options; without it none is read from disk.
 */
export function openFile(file: DumpFile, options: OpenOptions, readBelow?: LiveActions["readBelow"]): Session {
  return new RecordedSession(file, options, actionsWith(readBelow));
}

/** Live code is loaded when it is asked for. */
function actionsWith(readBelow: LiveActions["readBelow"]): LiveActions {
  const actions: LiveActions = {
    readBelow,
    async compare(file, live) {
      const { compareWithHere } = await import("./live/go_live.ts");
      return compareWithHere(file, live);
    },
    async goLive(file, live, options) {
      const { goLive } = await import("./live/go_live.ts");
      return await goLive(file, live, options, actions);
    },
    async retry(file, target, live, options) {
      const { retry } = await import("./live/retry.ts");
      return await retry(file, target, live, options, actions);
    },
  };
  return actions;
}
