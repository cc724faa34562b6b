import type { ListSource } from "@redflag/contract/http/routes/list-work";
import { CircleCheck, CircleDashed, Clock, type LucideIcon, TriangleAlert } from "lucide-react";
import { useNow } from "../app/now.ts";
import { English } from "../show/english.tsx";
import { Age } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { Every } from "./every.tsx";
import { type SourceState, sourceState } from "./source-state.ts";
import styles from "./watchlists.module.css";

const ICONS: Readonly<Record<SourceState, LucideIcon>> = {
  fresh: CircleCheck,
  late: Clock,
  failing: TriangleAlert,
  new: CircleDashed,
};

/** How old the publisher's list is to us, and what went wrong last. Undefined: it is kept by hand. */
export function SourceHealth({ source }: { source: ListSource | undefined }) {
  const t = useText();
  const now = useNow();
  if (source === undefined) return <span className="muted">{t("list.lists.byHand")}</span>;
  const state = sourceState(source, now);
  const Icon = ICONS[state];
  const { succeededAt, lastFailure } = source;
  return (
    <>
      <span className={`${styles.health} ${styles[state]}`}>
        <Icon size={14} aria-hidden />
        {t(`list.lists.source.${state}`)}
        {succeededAt !== undefined && <Age at={succeededAt} now={now} />}
      </span>
      <p className="muted">
        <Text
          id="list.lists.source.every"
          values={{ every: <Every seconds={source.everySeconds} />, next: <Age at={source.nextAttemptAt} now={now} /> }}
        />
      </p>
      {state === "failing" && lastFailure !== undefined && (
        <>
          <p className={styles.failure}>
            <English>
              <span className="mono">{lastFailure.code}</span> <bdi>{lastFailure.detail}</bdi>
            </English>
          </p>
          <p className="muted">
            <Text
              id="list.lists.source.failures"
              values={{ count: source.failureCount, age: <Age at={lastFailure.at} now={now} /> }}
            />
          </p>
        </>
      )}
    </>
  );
}
