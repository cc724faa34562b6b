import type { ShownAddressSet } from "@redflag/contract/http/routes/address-sets";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { useCaller, useMay } from "../api/session.ts";
import { Button } from "../show/button.tsx";
import { FormDialog } from "../show/form-dialog.tsx";
import { Page } from "../show/page.tsx";
import { Panel } from "../show/panel.tsx";
import { Failure, Loading, NotPermitted } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { ChangeAddresses } from "./change-addresses.tsx";
import { OwnerName } from "./owner-name.tsx";
import { useDeed, useWebhookPages } from "./use-webhooks.ts";
import { Fact } from "./webhook-facts.tsx";
import styles from "./webhooks.module.css";

const route = getRouteApi("/address-sets/$id");
const SET_ADDRESSES_MAX = 1_000_000;

/** A set of own addresses: how many there are, and never which. */
export function AddressSetPage() {
  const { id } = route.useParams();
  return useMay("webhooks:read") ? <Read key={id} id={id} /> : <NotPermitted />;
}

function Read({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["address-sets", "one", id],
    queryFn: async () => (await api.getAddressSet({ params: { id } })).body,
  });
  if (data !== undefined) return <Known set={data} />;
  return error === null ? <Loading rows={8} /> : <Failure error={error} onRetry={() => void refetch()} />;
}

function Known({ set }: { set: ShownAddressSet }) {
  const t = useText();
  const mayWrite = useMay("webhooks:write");
  const isStaff = useCaller().subscriber === undefined;
  const [isDeleting, setDeleting] = useState(false);
  return (
    <Page
      title={<bdi>{set.name}</bdi>}
      lead={
        <Link to="/webhooks" search={isStaff ? { exchange: set.subscriber?.id } : {}}>
          {t("webhook.all")}
        </Link>
      }
      beside={
        mayWrite && (
          <Button kind="danger" onPress={() => setDeleting(true)}>
            <Trash2 size={14} aria-hidden />
            {t("webhook.set.delete")}
          </Button>
        )
      }
    >
      <div className={styles.columns}>
        {mayWrite ? <ChangeAddresses set={set} /> : <Kept />}
        <div className={styles.column}>
          <SetFacts set={set} isStaff={isStaff} />
          {mayWrite && <Kept />}
        </div>
      </div>
      {isDeleting && <DeleteSet set={set} onClose={() => setDeleting(false)} />}
    </Page>
  );
}

function SetFacts({ set, isStaff }: { set: ShownAddressSet; isStaff: boolean }) {
  const t = useText();
  const { formatNumber } = useIntl();
  const { items = [] } = useWebhookPages(isStaff ? set.subscriber?.id : undefined);
  const users = items.filter(({ filter }) => filter.addressSet === set.id);
  return (
    <Panel title={t("webhook.facts")}>
      <dl className={styles.facts}>
        {set.subscriber !== undefined && (
          <Fact name={t("webhook.exchange")}>
            <OwnerName owner={set.subscriber} />
          </Fact>
        )}
        <Fact name={t("webhook.set.count")}>
          <span className="number">
            {t("webhook.set.countOf", { count: formatNumber(set.count), max: formatNumber(SET_ADDRESSES_MAX) })}
          </span>
        </Fact>
        <Fact name={t("webhook.set.version")}>{formatNumber(set.version)}</Fact>
        <Fact name={t("webhook.set.changed")}>
          <Time at={set.changedAt} />
        </Fact>
        <Fact name={t("webhook.created")}>
          <Time at={set.createdAt} />
        </Fact>
        <Fact name={t("webhook.set.usedBy")}>
          {users.length === 0 && <span className="muted">{t("webhook.set.unused")}</span>}
          <ul className={styles.list}>
            {users.map(({ id, name }) => (
              <li key={id}>
                <Link to="/webhooks/$id" params={{ id }}>
                  <bdi>{name}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </Fact>
      </dl>
    </Panel>
  );
}

/** What of the addresses can be shown, and what not. */
function Kept() {
  const t = useText();
  return (
    <Panel title={t("webhook.set.kept")}>
      <div className={styles.stack}>
        <p>{t("webhook.set.kept.hash")}</p>
        <p>{t("webhook.set.kept.limit")}</p>
      </div>
    </Panel>
  );
}

function DeleteSet({ set: { id, name }, onClose }: { set: ShownAddressSet; onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const deed = useDeed();
  const remove = useMutation({
    mutationFn: () => api.deleteAddressSet({ params: { id } }),
    onSuccess: async () => {
      await navigate({ to: "/webhooks" });
      await deed(async () => undefined);
    },
  });
  return (
    <FormDialog
      title={t("webhook.set.delete.title", { name })}
      hint={t("webhook.set.delete.hint")}
      action={t("webhook.set.delete")}
      kind="danger"
      isPending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onSubmit={() => remove.mutate()}
    />
  );
}
