import { getRouteApi } from "@tanstack/react-router";
import { useCaller, useMay } from "../api/session.ts";
import { Page } from "../show/page.tsx";
import { Failure, Loading, NotPermitted } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { LastLines } from "./last-lines.tsx";
import styles from "./people.module.css";
import { PersonActs } from "./person-acts.tsx";
import { PersonFacts } from "./person-facts.tsx";
import { PersonKeys } from "./person-keys.tsx";
import { PersonSessions } from "./person-sessions.tsx";
import { usePerson } from "./use-person.ts";

const route = getRouteApi("/people/$id");

/** One person: what they may do, where they are signed in, what they did last. */
export function PersonPage() {
  const { id } = route.useParams();
  const mayRead = useMay("users:read");
  return mayRead ? <Known key={id} id={id} /> : <NotPermitted />;
}

function Known({ id }: { id: string }) {
  const t = useText();
  const isOneself = useCaller().id === id;
  const mayWrite = useMay("users:write");
  const mayReadKeys = useMay("keys:read");
  const mayReadAudit = useMay("audit:read");
  const { data, error, refetch } = usePerson(id);
  if (data === undefined)
    return error === null ? <Loading rows={12} /> : <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <Page
      title={<bdi>{data.user.name}</bdi>}
      beside={mayWrite && <PersonActs seen={data} isOneself={isOneself} />}
      lead={isOneself ? t("people.oneself") : undefined}
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          <PersonFacts user={data.user} />
          {mayReadAudit && <LastLines id={id} />}
        </div>
        <div className={styles.column}>
          {mayWrite && <PersonSessions id={id} name={data.user.name} />}
          {mayReadKeys && <PersonKeys id={id} />}
        </div>
      </div>
    </Page>
  );
}
