import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useCaller, useMay } from "../api/session.ts";
import { Button } from "../show/button.tsx";
import { Page } from "../show/page.tsx";
import { NotPermitted } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { AddressSets } from "./address-sets.tsx";
import { ExchangeChoice } from "./exchange-choice.tsx";
import { useAddressSetPages, useWebhookPages } from "./use-webhooks.ts";
import { type Saved, WebhookDialog } from "./webhook-dialog.tsx";
import { WebhookSecret } from "./webhook-secret.tsx";
import { WebhookTable } from "./webhook-table.tsx";

const route = getRouteApi("/webhooks");

/** An exchange's own webhooks, and to staff everybody's. */
export function WebhooksPage() {
  return useMay("webhooks:read") ? <Known /> : <NotPermitted />;
}

function Known() {
  const t = useText();
  const navigate = useNavigate();
  const { exchange } = route.useSearch();
  const isStaff = useCaller().subscriber === undefined;
  const mayWrite = useMay("webhooks:write");
  const webhooks = useWebhookPages(exchange);
  const sets = useAddressSetPages(exchange);
  const setNames = new Map(sets.items?.map(({ id, name }) => [id, name]));
  const [isNew, setNew] = useState(false);
  const [saved, setSaved] = useState<Saved>();
  const leave = () => {
    const id = saved?.subscription.id;
    setSaved(undefined);
    if (id !== undefined) void navigate({ to: "/webhooks/$id", params: { id } });
  };
  return (
    <Page
      title={t("webhook.title")}
      lead={t(isStaff ? "webhook.lead.staff" : "webhook.lead")}
      beside={
        <>
          {isStaff && <ExchangeChoice chosen={exchange} />}
          {mayWrite && (
            <Button kind="primary" onPress={() => setNew(true)}>
              <Plus size={14} aria-hidden />
              {t("webhook.new")}
            </Button>
          )}
        </>
      }
    >
      <WebhookTable webhooks={webhooks} sets={setNames} isStaff={isStaff} />
      <AddressSets sets={sets} webhooks={webhooks.items ?? []} isStaff={isStaff} />
      {isNew && (
        <WebhookDialog
          sets={setNames}
          onClose={() => setNew(false)}
          onSaved={(made) => {
            setNew(false);
            setSaved(made);
          }}
        />
      )}
      {saved?.secret !== undefined && <WebhookSecret secret={saved.secret} warnings={saved.warnings} onKept={leave} />}
    </Page>
  );
}
