import type { SessionFacts } from "@redflag/contract/http/routes/users";
import { useMutation } from "@tanstack/react-query";
import { Button } from "../show/button.tsx";
import { FailureLine } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./people.module.css";

interface Props {
  sessions: ReadonlyArray<SessionFacts & { isCurrent?: boolean }>;
  onEnd: (id: string) => Promise<unknown>;
}

/** Where somebody is signed in. What a browser says of itself is anybody's text. */
export function SessionRows({ sessions, onEnd }: Props) {
  const t = useText();
  const end = useMutation({ mutationFn: onEnd });
  return (
    <>
      <ul className={styles.rows}>
        {sessions.map(({ id, userAgent, createdAt, lastSeenAt, isCurrent = false }) => (
          <li key={id}>
            <span>
              <bdi>{userAgent || t("people.session.unnamed")}</bdi>
              <br />
              <span className="muted">
                <Text
                  id="people.session.since"
                  values={{ since: <Time at={createdAt} />, seen: <Time at={lastSeenAt} /> }}
                />
              </span>
            </span>
            {isCurrent && <span className="pill">{t("people.session.this")}</span>}
            <Button isPending={end.isPending && end.variables === id} onPress={() => end.mutate(id)}>
              {t("people.session.end")}
            </Button>
          </li>
        ))}
      </ul>
      {end.error !== null && <FailureLine error={end.error} />}
    </>
  );
}
