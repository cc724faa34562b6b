import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { AddressLink } from "../show/address.tsx";
import { Button } from "../show/button.tsx";
import { More } from "../show/more.tsx";
import { SeverityMark } from "../show/severity.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import styles from "./cases.module.css";
import { useDeed } from "./use-case.ts";

/** Alerts that the case could take in: none joins by itself. */
export function CaseOffers({ id }: { id: string }) {
  const t = useText();
  const deed = useDeed(id);
  const { items, pages } = usePages(["case", id, "offers"], (query) => api.listCaseOffers({ params: { id }, query }));
  const take = useMutation({
    mutationFn: (alerts: string[]) =>
      deed(() => api.addCaseAlerts({ params: { id }, body: { alerts: alerts as `0x${string}`[] } })),
  });
  if (pages.error !== null) return <FailureLine error={pages.error} />;
  if (items === undefined || items.length === 0) return null;
  return (
    <div className={styles.offers}>
      <h3>{t("case.offers", { count: items.length })}</h3>
      <ul className={styles.rows}>
        {items.map((alert) => (
          <li key={alert.id}>
            <SeverityMark severity={alert.severity} />
            <Link to="/alerts/$id" params={{ id: alert.id }}>
              <span lang="en">{alert.rule}</span>
            </Link>
            <AddressLink caip10={alert.subject} />
            <span className="muted">{t(`case.offer.${alert.because}`)}</span>
            <Button
              kind="quiet"
              isPending={take.isPending && take.variables?.[0] === alert.id}
              onPress={() => take.mutate([alert.id])}
            >
              {t("case.offer.take")}
            </Button>
          </li>
        ))}
      </ul>
      {take.error !== null && <FailureLine error={take.error} />}
      <More pages={pages} />
    </div>
  );
}
