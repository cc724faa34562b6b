import { getRouteApi, Link } from "@tanstack/react-router";
import { useCaller, useMay } from "../api/session.ts";
import { Page } from "../show/page.tsx";
import { Failure, Loading, NotPermitted } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { DeliveryLog } from "./delivery-log.tsx";
import { ReceiverSamples } from "./receiver-samples.tsx";
import { SendTest } from "./send-test.tsx";
import { type SeenWebhook, useAddressSetPages, useWebhook } from "./use-webhooks.ts";
import { WebhookActs } from "./webhook-acts.tsx";
import { WebhookFacts } from "./webhook-facts.tsx";
import { WebhookMark } from "./webhook-mark.tsx";
import styles from "./webhooks.module.css";

const route = getRouteApi("/webhooks/$id");

/** One webhook: how it stands, what was sent, and what can be done about it. */
export function WebhookPage() {
  const { id } = route.useParams();
  return useMay("webhooks:read") ? <Read key={id} id={id} /> : <NotPermitted />;
}

function Read({ id }: { id: string }) {
  const { data, error, refetch } = useWebhook(id);
  // What is there stays while it is read again: what was typed stays with it.
  if (data !== undefined) return <Known seen={data} />;
  return error === null ? <Loading rows={12} /> : <Failure error={error} onRetry={() => void refetch()} />;
}

function Known({ seen }: { seen: SeenWebhook }) {
  const t = useText();
  const { webhook } = seen;
  const mayWrite = useMay("webhooks:write");
  const isStaff = useCaller().subscriber === undefined;
  const { items: sets } = useAddressSetPages(isStaff ? webhook.subscriber?.id : undefined);
  const setNames = new Map(sets?.map(({ id, name }) => [id, name]));
  return (
    <Page
      title={
        <span className={styles.title}>
          <bdi>{webhook.name}</bdi> <WebhookMark webhook={webhook} />
        </span>
      }
      lead={
        <Link to="/webhooks" search={isStaff ? { exchange: webhook.subscriber?.id } : {}}>
          {t("webhook.all")}
        </Link>
      }
      beside={mayWrite && <WebhookActs seen={seen} sets={setNames} />}
    >
      <div className={styles.columns}>
        <DeliveryLog id={webhook.id} mayWrite={mayWrite} />
        <div className={styles.column}>
          <WebhookFacts webhook={webhook} sets={setNames} />
          {mayWrite && <SendTest webhook={webhook} />}
        </div>
      </div>
      {!isStaff && <ReceiverSamples />}
    </Page>
  );
}
