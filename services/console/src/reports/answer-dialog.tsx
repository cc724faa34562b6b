import { DISPOSITIONS, type Disposition } from "@redflag/domain/disposition";
import { REPORT_OUTCOMES, type ReportOutcome } from "@redflag/domain/report";
import { useRef, useState } from "react";
import { Input, Label, TextArea, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { AskDialog } from "../show/ask-dialog.tsx";
import { Choice } from "../show/choice.tsx";
import { RadioChoice, RadioChoices } from "../show/radio-choices.tsx";
import { useText } from "../words/words.tsx";
import { type SeenReport, useDeed } from "./use-reports.ts";

const REASONS_CHARS_MAX = 500;
const REFERENCE_CHARS_MAX = 100;
const NOTHING = "nothing";

/** What the FIU answered. What follows from it for the alerts is chosen, and only suggested of one that was accepted. */
export function AnswerDialog({ seen, onClose }: { seen: SeenReport; onClose: () => void }) {
  const t = useText();
  const { id } = seen.detail;
  const deed = useDeed(id);
  const keys = useRef(new RequestKeys());
  const [outcome, setOutcome] = useState<ReportOutcome>();
  const [reasons, setReasons] = useState("");
  const [answeredOn, setAnsweredOn] = useState("");
  const [reference, setReference] = useState("");
  const [chosen, setChosen] = useState<Disposition | typeof NOTHING>();
  const isReady = outcome !== undefined && reasons.trim() !== "" && answeredOn !== "" && chosen !== undefined;
  const record = async () => {
    if (outcome === undefined || chosen === undefined) return;
    const fiuReference = reference.trim();
    const body = {
      outcome,
      reasons: reasons.trim().replace(/\s+/g, " "),
      answeredOn,
      ...(fiuReference !== "" && { fiuReference }),
      ...(chosen !== NOTHING && { disposition: chosen }),
    };
    await deed(() =>
      keys.current.during([body, seen.etag], (idempotencyKey) =>
        api.answerReport({
          params: { id },
          body,
          idempotencyKey,
          ...(seen.etag !== undefined && { ifMatch: seen.etag }),
        }),
      ),
    );
  };
  return (
    <AskDialog
      title={t("reports.act.answer")}
      hint={t("reports.answer.hint")}
      action={t("reports.answer.record")}
      isReady={isReady}
      onClose={onClose}
      onConfirm={record}
    >
      <RadioChoices
        value={outcome ?? null}
        onChange={(value) => setOutcome(REPORT_OUTCOMES.find((one) => one === value))}
      >
        <Label>{t("reports.answer.outcome")}</Label>
        {REPORT_OUTCOMES.map((one, i) => (
          <RadioChoice key={one} value={one} autoFocus={i === 0}>
            {t(`reports.outcome.${one}`)}
          </RadioChoice>
        ))}
      </RadioChoices>
      <TextField className="field" isRequired value={answeredOn} onChange={setAnsweredOn}>
        <Label>{t("reports.answer.on")}</Label>
        <Input className="input" type="date" dir="ltr" max={new Date().toISOString().slice(0, 10)} />
      </TextField>
      <TextField className="field" isRequired value={reasons} onChange={setReasons} maxLength={REASONS_CHARS_MAX}>
        <Label>{t("reports.answer.reasons")}</Label>
        <TextArea className="input" dir="auto" />
      </TextField>
      <TextField className="field" value={reference} onChange={setReference} maxLength={REFERENCE_CHARS_MAX}>
        <Label>{t("reports.confirm.reference")}</Label>
        <Input className="input" dir="auto" />
      </TextField>
      <Choice
        label={t("reports.answer.disposition")}
        value={chosen}
        placeholder={t("reports.answer.choose")}
        options={[
          ...DISPOSITIONS.map((one) => ({
            id: one,
            name:
              outcome === "accepted" && one === "true_positive"
                ? t("reports.answer.suggested", { disposition: t(`review.disposition.${one}`) })
                : t(`review.disposition.${one}`),
          })),
          { id: NOTHING, name: t("reports.answer.nothing") },
        ]}
        onChange={setChosen}
      />
      <p className="muted">{t("reports.answer.disposition.hint")}</p>
    </AskDialog>
  );
}
