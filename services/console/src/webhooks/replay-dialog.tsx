import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { CheckBox } from "../show/check-box.tsx";
import { FormDialog } from "../show/form-dialog.tsx";
import { useText } from "../words/words.tsx";
import { type ReplayRange, rangeOf } from "./replay-range.ts";
import { useDeed } from "./use-webhooks.ts";
import styles from "./webhooks.module.css";

/** Has many events sent again, and says before how many. */
export function ReplayDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText();
  const deed = useDeed(id);
  const keys = useRef(new RequestKeys());
  const [draft, setDraft] = useState({ since: "", until: "", delivered: false });
  const range = rangeOf(draft);
  const counted = useCount(id, range);
  const replay = useMutation({
    mutationFn: (body: ReplayRange) =>
      deed(() =>
        keys.current.during(body, (idempotencyKey) => api.replayDeliveries({ params: { id }, body, idempotencyKey })),
      ),
    // More than one call puts back: what is left is counted anew, and a second press sends it.
    onSuccess: ({ body: { more } }) => (more ? void counted.refetch() : onClose()),
  });
  const count = counted.data?.count ?? 0;
  return (
    <FormDialog
      title={t("webhook.replay.many")}
      hint={t("webhook.replay.hint")}
      action={t("webhook.replay.do")}
      isReady={range !== undefined && count > 0}
      isPending={replay.isPending}
      error={replay.error ?? counted.error}
      onClose={onClose}
      onSubmit={() => range !== undefined && replay.mutate(range)}
    >
      <div className={styles.pair}>
        <Moment
          label={t("webhook.replay.since")}
          value={draft.since}
          onChange={(since) => setDraft({ ...draft, since })}
        />
        <Moment
          label={t("webhook.replay.until")}
          value={draft.until}
          onChange={(until) => setDraft({ ...draft, until })}
        />
      </div>
      <CheckBox isSelected={draft.delivered} onChange={(delivered) => setDraft({ ...draft, delivered })}>
        {t("webhook.replay.delivered")}
      </CheckBox>
      <p aria-live="polite">
        {range === undefined
          ? t("webhook.replay.noRange")
          : counted.data !== undefined &&
            t(counted.data.more ? "webhook.replay.countMore" : "webhook.replay.count", { count })}
      </p>
    </FormDialog>
  );
}

function useCount(id: string, range: ReplayRange | undefined) {
  return useQuery({
    queryKey: ["webhook", id, "replay", range],
    queryFn: async () => {
      const { states = [], ...times } = range ?? {};
      // Named in the query as words with commas.
      const query = { ...times, states: states.join(",") };
      return (await api.countReplay({ params: { id }, query })).body;
    },
    enabled: range !== undefined,
    staleTime: 0,
  });
}

interface MomentProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function Moment({ label, value, onChange }: MomentProps) {
  return (
    <TextField className="field" value={value} onChange={onChange}>
      <Label>{label}</Label>
      <Input className="input ltr" type="datetime-local" />
    </TextField>
  );
}
