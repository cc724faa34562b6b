import type { ShownSubscription } from "@redflag/contract/http/routes/subscriptions";
import type { ReactNode } from "react";
import { Panel } from "../show/panel.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { FilterWords } from "./filter-words.tsx";
import { OwnerName } from "./owner-name.tsx";
import { standingOf } from "./webhook-mark.tsx";
import { Success } from "./webhook-table.tsx";
import styles from "./webhooks.module.css";

interface Props {
  webhook: ShownSubscription;
  sets: ReadonlyMap<string, string>;
}

export function WebhookFacts({ webhook, sets }: Props) {
  const t = useText();
  const { url, filter, ordered, secrets, recent, subscriber, failingSince, createdAt } = webhook;
  return (
    <Panel title={t("webhook.facts")}>
      <dl className={styles.facts}>
        {subscriber !== undefined && (
          <Fact name={t("webhook.exchange")}>
            <OwnerName owner={subscriber} />
          </Fact>
        )}
        <Fact name={t(subscriber === undefined ? "webhook.url" : "webhook.origin")}>
          <span className={`mono ltr ${styles.breaks}`}>{url}</span>
        </Fact>
        <Fact name={t("webhook.state")}>
          {t(`webhook.standing.${standingOf(webhook)}.words`)}
          {failingSince !== undefined && (
            <p>
              {t("webhook.failingSince")} <Time at={failingSince} />
            </p>
          )}
        </Fact>
        <Fact name={t("webhook.sent")}>
          <FilterWords filter={filter} sets={sets} />
        </Fact>
        <Fact name={t("webhook.order")}>{t(ordered ? "webhook.order.kept" : "webhook.order.free")}</Fact>
        <Fact name={t("webhook.success")}>
          <Success recent={recent} />
        </Fact>
        <Fact name={t("webhook.secrets")}>
          <ul className={styles.list}>
            {secrets.map(({ createdAt: at, endsAt }) => (
              <li key={at}>
                <Text
                  id={endsAt === undefined ? "webhook.secrets.signs" : "webhook.secrets.ends"}
                  values={{ from: <Time at={at} />, to: endsAt === undefined ? "" : <Time at={endsAt} /> }}
                />
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name={t("webhook.created")}>
          <Time at={createdAt} />
        </Fact>
      </dl>
    </Panel>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
