import type { Audience } from "@redflag/domain/audience";

/** Events about one address that screening tells of: the newest. */
const KNOWN_EVENTS_MAX = 10;

/** What an event that was released to a subscriber says of an alert. */
export interface KnownFinding {
  /** Whom the alert is about, as its chain writes it. */
  subject: string;
  /** The order in which the subscriber was told. */
  position: number;
  releasedAt: string;
  event: string;
  /** As it was written: parse it with the contract's schema, of which these are parts. */
  said: unknown;
}

const FINDING = `select subject, position, released_at as "releasedAt", '0x' || encode(event_id, 'hex') as event,
    jsonb_build_object(
      'alert', payload -> 'alert', 'chain', payload -> 'chain', 'heuristic', payload -> 'heuristic',
      'version', payload -> 'version', 'severity', payload -> 'severity', 'exposure', payload -> 'exposure',
      'score', payload -> 'score', 'state', payload -> 'state') as said
  from released_event`;
/** By the expression that the subject's index is on. */
const NEWEST = `order by -position limit ${KNOWN_EVENTS_MAX}`;

/** One column of a statement: what was released about `$2`, one subject or many. To staff nothing is released. */
export const findingsAbout = (audience: Audience, isMany: boolean) => {
  if (audience === "staff") return "'[]'::json as findings";
  const found = isMany
    ? `unnest($2::text[]) as asked (of) cross join lateral (${FINDING} where subject = asked.of ${NEWEST}) as finding`
    : `(${FINDING} where subject = $2 ${NEWEST}) as finding`;
  return `(select coalesce(json_agg(finding), '[]') from ${found}) as findings`;
};
