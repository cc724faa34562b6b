import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import styles from "./cases.module.css";
import { wordsOf } from "./new-case.ts";
import { useDeed } from "./use-case.ts";

/** Takes alerts in by their ids, as they are copied from anywhere. */
export function AddAlerts({ id }: { id: string }) {
  const t = useText();
  const deed = useDeed(id);
  const [text, setText] = useState("");
  const add = useMutation({
    mutationFn: () =>
      deed(() => api.addCaseAlerts({ params: { id }, body: { alerts: wordsOf(text) as `0x${string}`[] } })),
    onSuccess: () => setText(""),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form className={styles.inlineForm} onSubmit={submit}>
      <TextField className={`field ${styles.wide}`} isRequired value={text} onChange={setText}>
        <Label>{t("case.alerts.add")}</Label>
        <Input className="input mono ltr" placeholder="0x…" />
      </TextField>
      <Button type="submit" isPending={add.isPending}>
        {t("case.add")}
      </Button>
      {add.error !== null && <FailureLine error={add.error} />}
      {add.data !== undefined && (
        <p role="status" className="muted">
          {t("case.alerts.added", { count: add.data.body.added })}
        </p>
      )}
    </form>
  );
}
