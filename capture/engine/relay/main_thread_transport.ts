/**
 * Node: a session from the worker to the main thread inside the process. It opens no port.
 *
 * @module
 */
import { Session } from "node:inspector";
import type { Message, Transport, TransportEvents } from "./transport.ts";

/** Connects to the main thread of this process. */
export function connectMainThread(events: TransportEvents): Promise<Transport> {
  const session = new Session();
  session.connectToMainThread();
  session.on("inspectorNotification", (message) => {
    const { method, params } = message as unknown as { method: string; params: unknown };
    events.onEvent(method, params);
  });
  let open = true;
  const sendOne = ([method, params]: Message) =>
    new Promise<unknown>((resolve, reject) => {
      session.post(method, params ?? {}, (error, result) => error ? reject(error) : resolve(result));
    });
  return Promise.resolve({
    send: (messages) => messages.map(sendOne),
    close() {
      if (!open) return;
      open = false;
      session.disconnect();
      events.onClose();
    },
  });
}
