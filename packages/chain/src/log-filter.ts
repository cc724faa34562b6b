import type { Log } from "@redflag/domain/transfer";
import type { LogFilter } from "./source.ts";

/** Whether a log is one the filter asks for: one of its contracts and one of its first topics. */
export function createLogTest(filter: LogFilter): (log: Pick<Log, "address" | "topics">) => boolean {
  const addresses: ReadonlySet<string> = new Set(filter.addresses);
  const topics0: ReadonlySet<string> = new Set(filter.topics0);
  return (log) => {
    const topic0 = log.topics[0];
    return topic0 !== undefined && topics0.has(topic0) && addresses.has(log.address);
  };
}
