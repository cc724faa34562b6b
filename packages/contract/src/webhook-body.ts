/** An event as a subscriber reads it. */
export interface ReleasedPayload {
  payload: { readonly type: string; readonly [member: string]: unknown };
  /** Since when it can be read. */
  releasedAt: Date;
}

/** What a webhook's receiver is sent and what is signed: of one event the same bytes at every attempt. */
export function webhookBody({ payload, releasedAt }: ReleasedPayload): string {
  const { type, ...data } = payload;
  return JSON.stringify({ type, timestamp: releasedAt.toISOString(), data });
}
