import type { User } from "@redflag/contract/http/routes/users";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./people.module.css";

/** Whether somebody can sign in. */
export function AccountMark({ user: { disabledAt, lockedUntil } }: { user: User }) {
  const t = useText();
  if (disabledAt !== undefined) return <span className={`pill ${styles.quiet}`}>{t("people.state.disabled")}</span>;
  if (lockedUntil === undefined) return <span className="pill">{t("people.state.open")}</span>;
  return (
    <span className={`pill ${styles.warn}`}>
      <Text id="people.state.lockedUntil" values={{ time: <Time at={lockedUntil} /> }} />
    </span>
  );
}
