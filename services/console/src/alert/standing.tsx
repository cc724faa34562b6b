import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import { Time } from "../show/time.tsx";
import { Text } from "../words/words.tsx";
import styles from "./standing.module.css";

/** What whoever reads an alert must know before all else: that it does not stand any more, or has evidence nobody has seen. */
export function Standing({ alert: { state, review } }: { alert: AlertDetail }) {
  const { followUpSince } = review;
  return (
    <>
      {followUpSince !== undefined && (
        <p className={styles.notice}>
          <strong>
            <Text id="alert.followUp" values={{ time: <Time at={followUpSince} /> }} />
          </strong>{" "}
          <Text id="alert.followUp.hint" />
        </p>
      )}
      {state === "withdrawn" && (
        <p className={styles.notice}>
          <strong>
            <Text id="alert.withdrawn" />
          </strong>{" "}
          <Text id="alert.withdrawn.hint" />
        </p>
      )}
    </>
  );
}
