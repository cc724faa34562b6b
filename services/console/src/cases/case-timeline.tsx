import type { CaseTimelineEntry } from "@redflag/contract/http/routes/cases";
import { CASE_ROLES } from "@redflag/domain/case";
import { Link } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { More } from "../show/more.tsx";
import { Panel } from "../show/panel.tsx";
import { shortened } from "../show/shortened.ts";
import { Failure, Loading } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { findMessage } from "../words/find-message.ts";
import { useText } from "../words/words.tsx";
import styles from "./cases.module.css";
import { saidOf } from "./said-of.ts";

const PAGE_ROWS = 100;

/** Payments that alerts are about, what reviews said, and what was done in the case, in one order. */
export function CaseTimeline({ id }: { id: string }) {
  const t = useText();
  const { items, pages } = usePages(["case", id, "timeline"], (query) =>
    api.listCaseTimeline({ params: { id }, query: { ...query, limit: PAGE_ROWS } }),
  );
  return (
    <Panel title={t("case.timeline")} flush>
      {pages.error !== null && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {items === undefined && pages.error === null && <Loading />}
      <ol className={styles.timeline}>
        {items?.map((entry) => (
          <Entry key={`${entry.at} ${entry.kind} ${entry.alert} ${JSON.stringify(entry.detail)}`} entry={entry} />
        ))}
      </ol>
      <More pages={pages} />
    </Panel>
  );
}

function Entry({ entry }: { entry: CaseTimelineEntry }) {
  const t = useText();
  const { detail, alert, by, kind } = entry;
  const role = CASE_ROLES.find((one) => one === detail?.role);
  const codes = [
    findMessage(`case.did.${detail?.action}`),
    findMessage(`review.disposition.${detail?.disposition}`),
    findMessage(`show.state.${detail?.state}`),
    role === undefined ? undefined : (`case.role.${role}` as const),
  ];
  const said = [...codes.flatMap((id) => (id === undefined ? [] : [t(id)])), ...saidOf(detail)];
  const count = typeof detail?.count === "number" ? detail.count : 0;
  return (
    <li className={by === undefined ? styles.ofChain : undefined}>
      <Time at={entry.at} seconds />
      <div>
        <p>
          {by !== undefined && (
            <>
              <bdi className={styles.who}>{by.name}</bdi>{" "}
            </>
          )}
          {t(`case.event.${kind}`, { count })}{" "}
          {alert !== undefined && (
            <Link to="/alerts/$id" params={{ id: alert }}>
              <span lang="en">{entry.rule ?? shortened(alert)}</span>
            </Link>
          )}
        </p>
        {said.length > 0 && (
          <p className="muted">
            <bdi>{said.join(" · ")}</bdi>
          </p>
        )}
      </div>
    </li>
  );
}
