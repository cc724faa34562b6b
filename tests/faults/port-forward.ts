import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface PortForward {
  port: number;
  close(): Promise<void>;
}

/** Lets a server of the loopback be reached at another address of this machine. */
export async function forwardPort(host: string, to: number): Promise<PortForward> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const target = connect({ host: "127.0.0.1", port: to });
    for (const [one, other] of [
      [socket, target],
      [target, socket],
    ] as const) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }).listen(0, host);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
