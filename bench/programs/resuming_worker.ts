// The worker of a relay that resumes at once.
import { parentPort, workerData } from "node:worker_threads";
import { connectMainThread } from "../../capture/engine/relay/main_thread_transport.ts";
import { connectSocket } from "../../capture/engine/relay/socket_transport.ts";
import type { Transport, TransportEvents } from "../../capture/engine/relay/transport.ts";

setInterval(() => {}, 1e6);
const events: TransportEvents = {
  onEvent: (method) => {
    if (method === "Debugger.paused") {
      for (const sent of transport.send([["Debugger.resume"]])) {
        sent.catch(() => {});
      }
    }
  },
  onClose: () => {},
};
const transport: Transport = workerData === null
  ? await connectMainThread(events)
  : await connectSocket(workerData as string, events);
await Promise.all(transport.send([["Debugger.enable"], ["Debugger.setPauseOnExceptions", { state: "all" }]]));
parentPort!.postMessage("ready");
