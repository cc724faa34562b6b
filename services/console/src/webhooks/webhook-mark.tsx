import type { Subscription } from "@redflag/contract/http/routes/subscriptions";
import { useText } from "../words/words.tsx";
import styles from "./webhooks.module.css";

type Facts = Pick<Subscription, "state" | "stateCause" | "failingSince">;
export type Standing = "active" | "failing" | "paused" | "gone" | "givenUp";

/** One word for how it stands: what is sent, or why nothing is. */
export function standingOf({ state, stateCause, failingSince }: Facts): Standing {
  if (state === "active") return failingSince === undefined ? "active" : "failing";
  if (stateCause === "gone") return "gone";
  return stateCause === "failing" ? "givenUp" : "paused";
}

export function WebhookMark({ webhook }: { webhook: Facts }) {
  const t = useText();
  const standing = standingOf(webhook);
  return <span className={`${styles.mark} ${styles[standing]}`}>{t(`webhook.standing.${standing}`)}</span>;
}
