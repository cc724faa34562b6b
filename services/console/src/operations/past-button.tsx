import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Group, Input, Label, NumberField } from "react-aria-components";
import { api } from "../api/client.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { Button } from "../show/button.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { useText } from "../words/words.tsx";

/** Asks for a stretch of the past by its blocks: what no strip shows yet. */
export function PastButton({ chain }: { chain: string }) {
  const t = useText();
  const client = useQueryClient();
  const keys = useRef(new RequestKeys());
  const [isOpen, setOpen] = useState(false);
  const [from, setFrom] = useState(Number.NaN);
  const [to, setTo] = useState(Number.NaN);
  const ask = async (reason: string) => {
    const body = { chain, from, to, reason };
    await keys.current.during(body, (idempotencyKey) => api.createBackfill({ body, idempotencyKey }));
    await client.invalidateQueries({ queryKey: ["operations"] });
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t("operations.past")}</Button>
      {isOpen && (
        <ReasonDialog
          title={t("operations.past")}
          hint={t("operations.mend.backfill.hint")}
          action={t("operations.mend.backfill")}
          isOpen
          onOpenChange={setOpen}
          onConfirm={ask}
        >
          <BlockField label={t("operations.from")} value={from} onChange={setFrom} autoFocus />
          <BlockField label={t("operations.to")} value={to} onChange={setTo} />
        </ReasonDialog>
      )}
    </>
  );
}

interface FieldProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
  autoFocus?: boolean;
}

function BlockField({ label, value, onChange, autoFocus = false }: FieldProps) {
  return (
    <NumberField
      className="field"
      isRequired
      minValue={0}
      value={value}
      onChange={onChange}
      formatOptions={{ maximumFractionDigits: 0 }}
    >
      <Label>{label}</Label>
      <Group>
        <Input className="input" autoFocus={autoFocus} dir="ltr" />
      </Group>
    </NumberField>
  );
}
