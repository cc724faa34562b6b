import { useState } from "react";
import { DateField, DateInput, DateSegment, type DateValue, Label } from "react-aria-components";
import { useIntl } from "react-intl";
import { RadioChoice, RadioChoices } from "../show/radio-choices.tsx";
import { useText } from "../words/words.tsx";
import { ReasonField } from "./reason-field.tsx";
import styles from "./review.module.css";
import { type ReviewDialogProps, ReviewFrame } from "./review-frame.tsx";
import { SNOOZE_HOURS, snoozedUntil } from "./snooze-times.ts";

const OTHER = "other";

/** Puts alerts off. It does not stop the clock: the time limit stays. */
export function SnoozeDialog(props: ReviewDialogProps) {
  const t = useText();
  const intl = useIntl();
  const [now] = useState(() => new Date());
  const [choice, setChoice] = useState<string>(String(SNOOZE_HOURS[0]));
  const [other, setOther] = useState<DateValue | null>(null);
  const [note, setNote] = useState("");
  const until = choice === OTHER ? other?.toDate(zoneOf(intl)).toISOString() : snoozedUntil(now, Number(choice));
  const text = note.trim();
  const action = until === undefined ? undefined : { action: "snooze" as const, until, ...(text !== "" && { text }) };
  return (
    <ReviewFrame {...props} title="review.snooze.title" submit="review.snooze" action={action}>
      <RadioChoices value={choice} onChange={setChoice}>
        <Label>{t("review.snooze.until")}</Label>
        {SNOOZE_HOURS.map((hours, i) => (
          <RadioChoice key={hours} value={String(hours)} autoFocus={i === 0}>
            <span>
              {t(hours < 24 ? "review.snooze.hours" : "review.snooze.days", { count: hours < 24 ? hours : hours / 24 })}
              <span className={`muted number ${styles.more}`}>
                {intl.formatDate(snoozedUntil(now, hours), { dateStyle: "medium", timeStyle: "short" })}
              </span>
            </span>
          </RadioChoice>
        ))}
        <RadioChoice value={OTHER}>{t("review.snooze.other")}</RadioChoice>
      </RadioChoices>
      {choice === OTHER && (
        <DateField className="field" granularity="minute" hourCycle={24} value={other} onChange={setOther} autoFocus>
          <Label>{t("review.snooze.time", { zone: zoneOf(intl) })}</Label>
          <DateInput className={`input ${styles.date}`}>{(segment) => <DateSegment segment={segment} />}</DateInput>
        </DateField>
      )}
      <p className="muted">{t("review.snooze.hint")}</p>
      <ReasonField value={note} onChange={setNote} isRequired={false} />
    </ReviewFrame>
  );
}

function zoneOf({ timeZone }: { timeZone?: string | undefined }): string {
  return timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
