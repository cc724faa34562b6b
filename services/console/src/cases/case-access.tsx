import { useState } from "react";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { Button } from "../show/button.tsx";
import { More } from "../show/more.tsx";
import { Panel } from "../show/panel.tsx";
import { Failure, Loading } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import styles from "./cases.module.css";

/** Who looked at the case or tried to. Looking at this is recorded, too: it is asked for. */
export function CaseAccess({ id }: { id: string }) {
  const t = useText();
  const [isAsked, setAsked] = useState(false);
  return (
    <Panel title={t("case.access")} flush>
      {isAsked ? (
        <Entries id={id} />
      ) : (
        <div className={styles.write}>
          <p className="muted">{t("case.access.hint")}</p>
          <div className={styles.acts}>
            <Button onPress={() => setAsked(true)}>{t("case.access.ask")}</Button>
          </div>
        </div>
      )}
    </Panel>
  );
}

function Entries({ id }: { id: string }) {
  const t = useText();
  const { items, pages } = usePages(["case-access", id], (query) => api.listCaseAccess({ params: { id }, query }));
  if (pages.error !== null) return <Failure error={pages.error} onRetry={() => void pages.refetch()} />;
  if (items === undefined) return <Loading rows={4} />;
  return (
    <>
      <div className="scroll">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{t("case.access.at")}</th>
              <th scope="col">{t("case.person")}</th>
              <th scope="col">{t("case.access.action")}</th>
              <th scope="col">{t("case.access.outcome")}</th>
            </tr>
          </thead>
          <tbody>
            {numbered(items).map(({ key, entry }) => (
              <tr key={key}>
                <td>
                  <Time at={entry.at} seconds />
                </td>
                <td>
                  <bdi>{entry.by.name}</bdi>
                </td>
                <td className="mono ltr">{entry.action}</td>
                <td>{t(`case.access.${entry.outcome}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More pages={pages} />
    </>
  );
}

/** Two lines of the audit may say the same at the same time; none is ever put elsewhere. */
function numbered<Entry>(entries: readonly Entry[]): { key: string; entry: Entry }[] {
  return entries.map((entry, i) => ({ key: String(i), entry }));
}
