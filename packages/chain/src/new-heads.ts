import type { Problem } from "@redflag/domain/problem";
import { type HeadSocketOptions, openHeadSocket } from "./head-socket.ts";

export interface NewHeadsOptions extends HeadSocketOptions {
  /**
   * There may be a new head: to be looked for, since nothing that was said is believed. Also called when a connection
   * begins, for what came while there was none.
   */
  onHead: () => void;
  /** A connection failed or ended; another is made. */
  onFailure: (problem: Problem) => void;
  /** Before another connection; twice as long each time, until one has lasted for the longest. */
  retryMsMin?: number;
  retryMsMax?: number;
}

const RETRY_MS_MIN = 1_000;
const RETRY_MS_MAX = 60_000;

/**
 * Listens to a ws(s) endpoint until closed. Whatever the endpoint does, `onHead` comes at most once in `quietMs` for each
 * connection, and a dead one costs nothing: whoever listens polls as well.
 * @throws Problem `config_invalid` when it is no such URL
 */
export function listenToNewHeads(url: string, options: NewHeadsOptions): { close(): void } {
  const { onHead, onFailure, retryMsMin = RETRY_MS_MIN, retryMsMax = RETRY_MS_MAX, ...socketOptions } = options;
  let delayMs = retryMsMin;
  let retrying: NodeJS.Timeout | undefined;
  let socket = connect();

  function connect() {
    const begin = performance.now();
    const onEnd = (problem: Problem) => {
      const hasLasted = performance.now() - begin >= retryMsMax;
      if (hasLasted) delayMs = retryMsMin;
      retrying = setTimeout(() => {
        socket = connect();
      }, delayMs);
      delayMs = Math.min(retryMsMax, 2 * delayMs);
      onFailure(problem);
    };
    return openHeadSocket(url, { onSubscribed: onHead, onMessage: onHead, onEnd }, socketOptions);
  }

  return {
    close() {
      clearTimeout(retrying);
      socket.close();
    },
  };
}
