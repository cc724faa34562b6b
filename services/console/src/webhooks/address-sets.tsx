import type { ShownAddressSet } from "@redflag/contract/http/routes/address-sets";
import type { ShownSubscription } from "@redflag/contract/http/routes/subscriptions";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { Button } from "../show/button.tsx";
import { FormDialog } from "../show/form-dialog.tsx";
import { Panel } from "../show/panel.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { OwnerName } from "./owner-name.tsx";
import { type useAddressSetPages, useDeed } from "./use-webhooks.ts";

const NAME_CHARS_MAX = 100;

interface Props {
  sets: ReturnType<typeof useAddressSetPages>;
  webhooks: readonly ShownSubscription[];
  isStaff: boolean;
}

/** Sets of own addresses, for filters. */
export function AddressSets({ sets: { items, pages }, webhooks, isStaff }: Props) {
  const t = useText();
  const { formatNumber, formatList } = useIntl();
  const mayWrite = useMay("webhooks:write");
  const [isNew, setNew] = useState(false);
  const usersOf = (id: string) => webhooks.filter(({ filter }) => filter.addressSet === id).map(({ name }) => name);
  const owner: Column<ShownAddressSet> = {
    head: t("webhook.exchange"),
    cell: ({ subscriber }) => subscriber && <OwnerName owner={subscriber} />,
  };
  const columns: readonly Column<ShownAddressSet>[] = [
    {
      head: t("webhook.set.name"),
      cell: ({ id, name }) => (
        <Link to="/address-sets/$id" params={{ id }}>
          <bdi>{name}</bdi>
        </Link>
      ),
    },
    ...(isStaff ? [owner] : []),
    { head: t("webhook.set.count"), className: "amount number", cell: ({ count }) => formatNumber(count) },
    {
      head: t("webhook.set.usedBy"),
      cell: ({ id }) => {
        const users = usersOf(id);
        return users.length === 0 ? <span className="muted">–</span> : <bdi>{formatList(users)}</bdi>;
      },
    },
    { head: t("webhook.set.changed"), cell: ({ changedAt }) => <Time at={changedAt} /> },
  ];
  return (
    <Panel
      title={t("webhook.sets")}
      flush
      beside={
        mayWrite && (
          <Button onPress={() => setNew(true)}>
            <Plus size={14} aria-hidden />
            {t("webhook.set.new")}
          </Button>
        )
      }
    >
      <RowTable
        label={t("webhook.sets")}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        pages={pages}
        empty={
          <Empty title={t("webhook.sets.none")}>
            {t(isStaff ? "webhook.sets.none.hint.staff" : "webhook.sets.none.hint")}
          </Empty>
        }
      />
      {isNew && <NewSet onClose={() => setNew(false)} />}
    </Panel>
  );
}

function NewSet({ onClose }: { onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const deed = useDeed();
  const keys = useRef(new RequestKeys());
  const [name, setName] = useState("");
  const make = useMutation({
    mutationFn: (body: { name: string }) =>
      deed(() => keys.current.during(body, (idempotencyKey) => api.createAddressSet({ body, idempotencyKey }))),
    onSuccess: ({ body: { id } }) => void navigate({ to: "/address-sets/$id", params: { id } }),
  });
  return (
    <FormDialog
      title={t("webhook.set.new")}
      hint={t("webhook.set.new.hint")}
      action={t("webhook.set.new.do")}
      isReady={name.trim() !== ""}
      isPending={make.isPending}
      error={make.error}
      onClose={onClose}
      onSubmit={() => make.mutate({ name: name.trim() })}
    >
      <TextField className="field" isRequired value={name} onChange={setName} maxLength={NAME_CHARS_MAX}>
        <Label>{t("webhook.set.name")}</Label>
        <Input className="input" autoFocus dir="auto" />
      </TextField>
    </FormDialog>
  );
}
