import { z } from "zod";

/** What a receiver can rely on, whatever the type: `data` is the event's payload without it. */
export const WebhookBody = z.object({ type: z.string(), timestamp: z.iso.datetime(), data: z.looseObject({}) });
export type WebhookBody = z.infer<typeof WebhookBody>;

/** A webhook's body as Standard Webhooks has it. It follows from the event alone, so that every attempt sends the same bytes. */
export function webhookBody({ payload, releasedAt }: { payload: { type: string }; releasedAt: Date }): string {
  const { type, ...data } = payload;
  return JSON.stringify({ type, timestamp: releasedAt.toISOString(), data });
}
