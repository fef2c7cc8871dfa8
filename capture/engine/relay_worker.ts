/**
 * The entry of the relay's thread.
 *
 * @module
 */
import { parentPort, workerData } from "node:worker_threads";
import { connectMainThread } from "./relay/main_thread_transport.ts";
import { Relay, type RelayOptions } from "./relay/relay.ts";
import { connectSocket } from "./relay/socket_transport.ts";

const options = workerData as RelayOptions;
const port = parentPort!;
let hooked: () => void = () => {};
const relay = new Relay(options, {
  connect: (events) => options.url === null ? connectMainThread(events) : connectSocket(options.url, events),
  requestHook: () =>
    new Promise((resolve) => {
      hooked = resolve;
      port.postMessage("hook");
    }),
  ready: () => port.postMessage("ready"),
  // Node: the main thread ends this one, once it has let go of the session.
  exit: () => options.url === null ? port.postMessage("closed") : process.exit(0),
});
port.on("message", (message: unknown) => {
  if (message === "hooked") hooked();
  else if (message === "stop") relay.stop();
});
relay.start().catch((error: unknown) => {
  port.postMessage(error instanceof Error ? error.message : String(error));
  relay.stop();
});
