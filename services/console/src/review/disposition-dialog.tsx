import { DISPOSITIONS, type Disposition } from "@redflag/domain/disposition";
import { useState } from "react";
import { Label } from "react-aria-components";
import { RadioChoice, RadioChoices } from "../show/radio-choices.tsx";
import { useText } from "../words/words.tsx";
import { ReasonField } from "./reason-field.tsx";
import styles from "./review.module.css";
import { type ReviewDialogProps, ReviewFrame } from "./review-frame.tsx";

interface Props extends ReviewDialogProps {
  /** Overruling decides anew what somebody else has closed. */
  action?: "close" | "overrule";
  /** Chosen beforehand. */
  disposition?: Disposition | undefined;
}

/** Closes alerts as what they were found to be. */
export function DispositionDialog({ action = "close", disposition: first, ...props }: Props) {
  const t = useText();
  const [disposition, setDisposition] = useState<Disposition | undefined>(first);
  const [reason, setReason] = useState("");
  const text = reason.trim();
  const isReady = disposition !== undefined && text !== "";
  return (
    <ReviewFrame
      {...props}
      title={`review.${action}.title`}
      submit={`review.${action}`}
      action={isReady ? { action, disposition, text } : undefined}
    >
      <RadioChoices
        value={disposition ?? null}
        onChange={(value) => setDisposition(DISPOSITIONS.find((one) => one === value))}
      >
        <Label>{t("review.disposition")}</Label>
        {DISPOSITIONS.map((one, i) => (
          <RadioChoice key={one} value={one} autoFocus={i === 0 && first === undefined}>
            <span>
              {t(`review.disposition.${one}`)}
              <span className={`muted ${styles.more}`}>{t(`review.disposition.${one}.hint`)}</span>
            </span>
          </RadioChoice>
        ))}
      </RadioChoices>
      <ReasonField value={reason} onChange={setReason} autoFocus={first !== undefined} />
    </ReviewFrame>
  );
}
