import type { CaseAlert } from "@redflag/contract/http/routes/case-material";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { AddressLink } from "../show/address.tsx";
import { Button } from "../show/button.tsx";
import { More } from "../show/more.tsx";
import { Panel } from "../show/panel.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { SeverityMark } from "../show/severity.tsx";
import { shortened } from "../show/shortened.ts";
import { StateMark } from "../show/state.tsx";
import { Failure, Loading } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { AddAlerts } from "./add-alerts.tsx";
import { CaseOffers } from "./case-offers.tsx";
import styles from "./cases.module.css";
import { useDeed } from "./use-case.ts";

interface Props {
  id: string;
  mayWrite: boolean;
  isHeld: boolean;
}

export function CaseAlerts({ id, mayWrite, isHeld }: Props) {
  const t = useText();
  const { items, pages } = usePages(["case", id, "alerts"], (query) => api.listCaseAlerts({ params: { id }, query }));
  const [removed, setRemoved] = useState<CaseAlert>();
  const deed = useDeed(id);
  return (
    <Panel title={t("case.alerts")} flush>
      {pages.error !== null && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {items === undefined && pages.error === null && <Loading />}
      {items?.length === 0 && <p className={`muted ${styles.pad}`}>{t("case.alerts.none")}</p>}
      {items !== undefined && items.length > 0 && (
        <div className="scroll">
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">{t("address.alert.severity")}</th>
                <th scope="col">{t("address.alert.rule")}</th>
                <th scope="col">{t("case.alert.subject")}</th>
                <th scope="col">{t("address.alert.state")}</th>
                <th scope="col">{t("address.alert.last")}</th>
                <th scope="col">{t("case.alert.added")}</th>
                {mayWrite && (
                  <th scope="col">
                    <span className="unseen">{t("case.acts")}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {items.map((alert) => (
                <tr key={alert.id}>
                  <td>
                    <SeverityMark severity={alert.severity} />
                  </td>
                  <td>
                    <Link to="/alerts/$id" params={{ id: alert.id }}>
                      <span lang="en">{alert.rule}</span>
                    </Link>
                  </td>
                  <td>
                    <AddressLink caip10={alert.subject} />
                  </td>
                  <td>
                    <StateMark state={alert.state} />
                  </td>
                  <td>
                    <Time at={alert.to} />
                  </td>
                  <td>
                    <bdi>{alert.addedBy.name}</bdi>
                  </td>
                  {mayWrite && (
                    <td className="amount">
                      <Button
                        kind="quiet"
                        isDisabled={isHeld}
                        aria-label={t("case.alert.remove.one", { id: shortened(alert.id) })}
                        onPress={() => setRemoved(alert)}
                      >
                        {t("case.remove")}
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <More pages={pages} />
      {isHeld && mayWrite && <p className={`muted ${styles.pad}`}>{t("case.held.hint")}</p>}
      {mayWrite && <CaseOffers id={id} />}
      {mayWrite && <AddAlerts id={id} />}
      {removed !== undefined && (
        <ReasonDialog
          title={t("case.alert.remove")}
          hint={t("case.alert.remove.hint", { rule: removed.rule })}
          action={t("case.remove")}
          kind="danger"
          isOpen
          onOpenChange={() => setRemoved(undefined)}
          onConfirm={(reason) =>
            deed(() => api.removeCaseAlert({ params: { id, alert: removed.id }, body: { reason } }))
          }
        />
      )}
    </Panel>
  );
}
