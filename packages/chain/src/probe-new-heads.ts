import { parseEndpointUrl } from "./endpoint-url.ts";
import { openHeadSocket } from "./head-socket.ts";

/**
 * Subscribes once to a ws(s) endpoint's new heads, for `redflag doctor`.
 * @returns round trip of the subscription, the connection included
 * @throws Problem `endpoint_*` when it does not take it; the signal's reason
 */
export async function probeNewHeads(url: string, signal?: AbortSignal): Promise<{ name: string; latencyMs: number }> {
  signal?.throwIfAborted();
  const begin = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => reject(signal?.reason);
  const socket = openHeadSocket(url, { onSubscribed: resolve, onMessage: () => {}, onEnd: reject });
  signal?.addEventListener("abort", stop);
  try {
    await promise;
    return { name: parseEndpointUrl(url).name, latencyMs: Math.round(performance.now() - begin) };
  } finally {
    signal?.removeEventListener("abort", stop);
    socket.close();
  }
}
