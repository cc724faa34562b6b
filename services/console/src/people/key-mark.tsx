import type { ApiKey } from "@redflag/contract/http/routes/keys";
import { useNow } from "../app/now.ts";
import { useText } from "../words/words.tsx";
import { keyStateOf } from "./key-state.ts";
import styles from "./people.module.css";

const LOOK = { working: "", expiring: styles.warn, expired: styles.quiet, revoked: styles.quiet } as const;

export function KeyMark({ apiKey }: { apiKey: ApiKey }) {
  const t = useText();
  const state = keyStateOf(apiKey, useNow());
  return <span className={`pill ${LOOK[state]}`}>{t(`people.key.${state}`)}</span>;
}
