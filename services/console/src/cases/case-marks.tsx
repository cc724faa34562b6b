import type { CaseStatus } from "@redflag/domain/case";
import { Lock } from "lucide-react";
import { useText } from "../words/words.tsx";
import styles from "./cases.module.css";

export function StatusMark({ status }: { status: CaseStatus }) {
  const t = useText();
  return <span className={`pill ${styles[status]}`}>{t(`case.status.${status}`)}</span>;
}

export function HoldMark() {
  const t = useText();
  return (
    <span className={`pill ${styles.held}`}>
      <Lock size={12} aria-hidden />
      {t("case.held")}
    </span>
  );
}
