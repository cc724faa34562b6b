import { z } from "zod";
import { EventPlace } from "../event-stream.ts";
import { defineRoute } from "../route.ts";
import { ReleasedEvent } from "./subscribers.ts";

export const streamEvents = defineRoute({
  id: "streamEvents",
  method: "GET",
  path: "/v1/stream",
  tag: "Events",
  summary: "Follow the events that you may see, as they come",
  description:
    "Server-sent events, without end. `id` is the event's own, `event` its type, `data` what `GET /v1/events` has of it; more " +
    "types may come. It begins behind `Last-Event-ID`, else behind `after`, else with what comes next; `start` is before the " +
    'first. A comment comes at least every 15 seconds. Before the API ends a stream it says why, in an event `end` with `{"reason"}`; ' +
    "go on from the last `id`.",
  access: "events:read",
  query: z.strictObject({ after: EventPlace.optional() }),
  answer: { status: 200, stream: ReleasedEvent, description: "Events, oldest first" },
  problems: ["cursor_foreign", "streams_exceeded", "streams_full"],
  action: "event.follow",
});
