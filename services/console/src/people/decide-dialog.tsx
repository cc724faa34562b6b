import type { AccessSubject } from "@redflag/contract/http/routes/access-reviews";
import { ACCESS_VERDICTS, type AccessVerdict } from "@redflag/domain/access-review";
import { useRef, useState } from "react";
import { Label } from "react-aria-components";
import { api } from "../api/client.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { RadioChoice, RadioChoices } from "../show/radio-choices.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { useText } from "../words/words.tsx";
import styles from "./people.module.css";
import { useReviewDeed } from "./use-access-reviews.ts";

interface Props {
  review: string;
  subject: AccessSubject;
  isOwn: boolean;
  onClose: () => void;
}

/** What becomes of one access. The only admin can only keep their own. */
export function DecideDialog({ review, subject: { id, name, kind, decision }, isOwn, onClose }: Props) {
  const t = useText();
  const deed = useReviewDeed();
  const requests = useRef(new RequestKeys());
  const [verdict, setVerdict] = useState<AccessVerdict>(decision?.verdict ?? "keep");
  const offered = isOwn ? (["keep"] as const) : ACCESS_VERDICTS;
  return (
    <ReasonDialog
      title={t("people.review.decide.of", { name })}
      hint={isOwn ? t("people.review.own.hint") : undefined}
      action={t(`people.verdict.${verdict}`)}
      kind={verdict === "end" ? "danger" : "primary"}
      isOpen
      onOpenChange={onClose}
      onConfirm={(reason) => {
        const body = { subject: id, verdict, reason };
        return requests.current.during(body, (idempotencyKey) =>
          deed(() => api.decideAccess({ params: { id: review }, body, idempotencyKey })),
        );
      }}
    >
      <RadioChoices value={verdict} onChange={(value) => setVerdict(value as AccessVerdict)}>
        <Label>{t("people.review.decision")}</Label>
        {offered.map((one) => (
          <RadioChoice key={one} value={one} autoFocus={one === verdict}>
            <span className={styles.choice}>
              <span>{t(`people.verdict.${one}`)}</span>
              <span className="muted">{t(`people.verdict.${one}.${kind}`)}</span>
            </span>
          </RadioChoice>
        ))}
      </RadioChoices>
    </ReasonDialog>
  );
}
