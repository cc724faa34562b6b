import { EventPlace } from "@redflag/contract/http/event-stream";
import { InvalidRequest } from "../invalid-request.ts";

/** @throws InvalidRequest for anything but the id of an event, or `start` */
export function parseLastEventId(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const parsed = EventPlace.safeParse(header);
  if (!parsed.success) throw new InvalidRequest([{ at: "headers/last-event-id", fault: "is not the id of an event" }]);
  return parsed.data;
}
