import type { AddressSet } from "@redflag/contract/http/routes/address-sets";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useDeferredValue, useMemo, useRef, useState } from "react";
import { Label } from "react-aria-components";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { readAddressLines } from "../screening/address-lines.ts";
import { BadLines } from "../screening/bad-lines.tsx";
import { PasteField } from "../screening/paste-field.tsx";
import { Button } from "../show/button.tsx";
import { CheckBox } from "../show/check-box.tsx";
import { Panel } from "../show/panel.tsx";
import { RadioChoice, RadioChoices } from "../show/radio-choices.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { useDeed } from "./use-webhooks.ts";
import styles from "./webhooks.module.css";

/** What one call takes; more is sent in several, and a replacement in one alone. */
const CALL_ADDRESSES_MAX = 20_000;
const MODES = ["add", "remove", "replace"] as const;
type Mode = (typeof MODES)[number];

/** Puts addresses in, or takes them out, after each line was looked at. */
export function ChangeAddresses({ set }: { set: AddressSet }) {
  const t = useText();
  const { formatNumber } = useIntl();
  const [mode, setMode] = useState<Mode>("add");
  const [text, setText] = useState("");
  const [leaveOut, setLeaveOut] = useState(false);
  const looked = useDeferredValue(text);
  const { good, bad, repeated } = useMemo(() => readAddressLines(looked), [looked]);
  const change = useChange(set.id);
  const tooMany = mode === "replace" && good.length > CALL_ADDRESSES_MAX;
  const isReady = good.length > 0 && (bad.length === 0 || leaveOut) && !tooMany && looked === text;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || change.isPending) return;
    change.mutate({ mode, addresses: good.map(({ address }) => address) }, { onSuccess: () => setText("") });
  };
  const type = (next: string) => {
    setText(next);
    setLeaveOut(false);
    change.reset();
  };
  return (
    <Panel title={t("webhook.set.change")}>
      <form className={styles.stack} onSubmit={submit}>
        <RadioChoices value={mode} onChange={(value) => setMode(MODES.find((one) => one === value) ?? mode)}>
          <Label className="label">{t("webhook.set.mode")}</Label>
          {MODES.map((one) => (
            <RadioChoice key={one} value={one}>
              {t(`webhook.set.mode.${one}`)}
            </RadioChoice>
          ))}
        </RadioChoices>
        <PasteField label={t("webhook.set.paste")} hint={t("webhook.set.paste.hint")} value={text} onChange={type} />
        <p aria-live="polite">{text !== "" && t("webhook.set.preview", { good: good.length, repeated })}</p>
        <BadLines bad={bad} />
        {bad.length > 0 && (
          <CheckBox isSelected={leaveOut} onChange={setLeaveOut}>
            {t("webhook.set.leaveOut", { count: bad.length })}
          </CheckBox>
        )}
        {tooMany && <p role="alert">{t("webhook.set.replaceMax", { max: CALL_ADDRESSES_MAX })}</p>}
        {change.error !== null && <FailureLine error={change.error} />}
        {change.data !== undefined && (
          <p role="status">
            {t("webhook.set.changedBy", {
              added: formatNumber(change.data.added),
              removed: formatNumber(change.data.removed),
            })}
          </p>
        )}
        <div>
          <Button kind="primary" type="submit" isDisabled={!isReady} isPending={change.isPending}>
            {t(`webhook.set.do.${mode}`)}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

/** Part after part; what was done stays done where a later part fails, and doing it again changes nothing. */
function useChange(id: string) {
  const deed = useDeed();
  const keys = useRef(new RequestKeys());
  return useMutation({
    mutationFn: ({ mode, addresses }: { mode: Mode; addresses: string[] }) =>
      deed(async () => {
        const done = { added: 0, removed: 0 };
        for (let from = 0; from < addresses.length; from += CALL_ADDRESSES_MAX) {
          const body = { mode, addresses: addresses.slice(from, from + CALL_ADDRESSES_MAX) };
          const reply = await keys.current.during(body, (idempotencyKey) =>
            api.changeAddresses({ params: { id }, body, idempotencyKey }),
          );
          done.added += reply.body.added;
          done.removed += reply.body.removed;
        }
        return done;
      }),
  });
}
