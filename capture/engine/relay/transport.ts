/**
 * A way to speak the inspector protocol with the program's main thread.
 *
 * @module
 */

/** One message to post. */
export type Message = readonly [method: string, params?: object];

/** An open inspector session. */
export interface Transport {
  /**
   * Posts messages in order, all in one write where there is a wire. Each promise resolves to the result of its
   * message, or rejects when the inspector answers with an error or the session ends.
   */
  send(messages: readonly Message[]): Promise<unknown>[];
  /** Ends the session; the program goes on if it was paused. */
  close(): void;
}

/** What a transport reports. */
export interface TransportEvents {
  readonly onEvent: (method: string, params: unknown) => void;
  /** The session ended, by either side. */
  readonly onClose: () => void;
}

/** Posts one message and resolves to its result. */
export function post<T>(transport: Transport, method: string, params?: object): Promise<T> {
  return transport.send([[method, params ?? {}]])[0] as Promise<T>;
}
