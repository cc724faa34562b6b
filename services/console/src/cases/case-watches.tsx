import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { Button } from "../show/button.tsx";
import { More } from "../show/more.tsx";
import { Panel } from "../show/panel.tsx";
import { Failure, FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import styles from "./cases.module.css";
import { useDeed } from "./use-case.ts";

const REASON_CHARS_MAX = 500;

interface Props {
  id: string;
  mayWrite: boolean;
}

/** Addresses that the case watches: their payments stand in its timeline, and nobody else is told. */
export function CaseWatches({ id, mayWrite }: Props) {
  const t = useText();
  const deed = useDeed(id);
  const { items, pages } = usePages(["case", id, "watches"], (query) => api.listCaseWatches({ params: { id }, query }));
  const end = useMutation({
    mutationFn: (watch: string) => deed(() => api.endCaseWatch({ params: { id, watch } })),
  });
  return (
    <Panel title={t("case.watches")} flush>
      {pages.error !== null && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {items?.length === 0 && <p className={`muted ${styles.pad}`}>{t("case.watches.none")}</p>}
      <ul className={styles.rows}>
        {items?.map((watch) => (
          <li key={watch.id} className={watch.endedAt === undefined ? undefined : styles.gone}>
            <div className={styles.file}>
              <span className={`mono ltr ${styles.whole}`}>{watch.address}</span>
              <p className="muted">
                <bdi>{watch.reason}</bdi>
                {watch.endedAt !== undefined && <> · {t("case.watch.ended")}</>}
              </p>
            </div>
            {mayWrite && watch.endedAt === undefined && (
              <Button
                kind="quiet"
                aria-label={t("case.watch.end.one", { address: watch.address })}
                isPending={end.isPending && end.variables === watch.id}
                onPress={() => end.mutate(watch.id)}
              >
                {t("case.watch.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {end.error !== null && <FailureLine error={end.error} />}
      <More pages={pages} />
      {mayWrite && <NewWatch id={id} />}
    </Panel>
  );
}

function NewWatch({ id }: { id: string }) {
  const t = useText();
  const deed = useDeed(id);
  const [address, setAddress] = useState("");
  const [reason, setReason] = useState("");
  const begin = useMutation({
    mutationFn: () =>
      deed(() => api.addCaseWatch({ params: { id }, body: { address: address.trim(), reason: reason.trim() } })),
    onSuccess: () => {
      setAddress("");
      setReason("");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  return (
    <form className={styles.write} onSubmit={submit}>
      <TextField className="field" isRequired value={address} onChange={setAddress}>
        <Label>{t("case.watch.address")}</Label>
        <Input className="input mono ltr" />
      </TextField>
      <TextField className="field" isRequired value={reason} onChange={setReason} maxLength={REASON_CHARS_MAX}>
        <Label>{t("show.reason")}</Label>
        <Input className="input" dir="auto" />
      </TextField>
      {begin.error !== null && <FailureLine error={begin.error} />}
      <div className={styles.acts}>
        <Button type="submit" isPending={begin.isPending}>
          {t("case.watch.begin")}
        </Button>
      </div>
    </form>
  );
}
