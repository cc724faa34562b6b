/** A webhook's body as Standard Webhooks has it. It follows from the event alone, so that every attempt sends the same bytes. */
export function webhookBody({ payload, releasedAt }: { payload: { type: string }; releasedAt: Date }): string {
  const { type, ...data } = payload;
  return JSON.stringify({ type, timestamp: releasedAt.toISOString(), data });
}
