import type { Subscriber } from "@redflag/contract/http/routes/subscribers";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { AskDialog } from "../show/ask-dialog.tsx";
import { Button } from "../show/button.tsx";
import { Panel } from "../show/panel.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { SUBSCRIBERS, useSubscribers } from "./use-subscribers.ts";

const NAME_CHARS_MAX = 100;

/** Those to whom people and keys can belong. */
export function Exchanges() {
  const t = useText();
  const mayWrite = useMay("subscribers:write");
  const mayReadKeys = useMay("keys:read");
  const { data, ...pages } = useSubscribers();
  const [isAdding, setAdding] = useState(false);
  const columns: readonly Column<Subscriber>[] = [
    { head: t("people.name"), cell: ({ name }) => <bdi>{name}</bdi> },
    { head: t("people.addedAt"), cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      head: t("people.keys"),
      cell: ({ id, name }) =>
        mayReadKeys && (
          <Link to="/keys" search={{ subscriber: id }}>
            {t("people.keys.of", { name })}
          </Link>
        ),
    },
  ];
  return (
    <Panel
      title={t("people.exchanges")}
      flush
      beside={
        mayWrite && (
          <Button onPress={() => setAdding(true)}>
            <Plus size={14} aria-hidden />
            {t("people.exchange.add")}
          </Button>
        )
      }
    >
      <RowTable
        label={t("people.exchanges")}
        columns={columns}
        rows={data}
        keyOf={({ id }) => id}
        pages={pages}
        empty={<Empty title={t("people.exchange.none")}>{t("people.exchange.none.hint")}</Empty>}
      />
      {isAdding && <AddExchange onClose={() => setAdding(false)} />}
    </Panel>
  );
}

function AddExchange({ onClose }: { onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const keys = useRef(new RequestKeys());
  const [name, setName] = useState("");
  const add = async () => {
    const body = { name: name.trim() };
    await keys.current.during(body, (idempotencyKey) => api.createSubscriber({ body, idempotencyKey }));
    await queryClient.invalidateQueries({ queryKey: SUBSCRIBERS });
  };
  return (
    <AskDialog
      title={t("people.exchange.add")}
      hint={t("people.exchange.add.hint")}
      action={t("people.exchange.add")}
      onClose={onClose}
      onConfirm={add}
    >
      <TextField className="field" isRequired value={name} onChange={setName} maxLength={NAME_CHARS_MAX}>
        <Label>{t("people.name")}</Label>
        <Input className="input" autoFocus dir="auto" />
      </TextField>
    </AskDialog>
  );
}
