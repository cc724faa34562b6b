import type { CaseDetail } from "@redflag/contract/http/routes/cases";
import { AddressLink } from "../show/address.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { CaseActs } from "./case-acts.tsx";
import { HoldMark, StatusMark } from "./case-marks.tsx";
import styles from "./cases.module.css";
import type { SeenCase } from "./use-case.ts";

export function CaseHead({ seen }: { seen: SeenCase }) {
  const t = useText();
  const { detail } = seen;
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <span className={styles.marks}>
          <span className="mono ltr">{detail.number}</span>
          <StatusMark status={detail.status} />
          {detail.hold !== undefined && <HoldMark />}
          <span className="muted">
            {detail.role === undefined ? t("case.asSupervisor") : t(`case.you.${detail.role}`)}
          </span>
        </span>
        <CaseActs seen={seen} />
      </div>
      <h1>
        <bdi>{detail.title}</bdi>
      </h1>
      <p className="muted">
        <Text
          id="case.opened"
          values={{
            basis: t(`case.basis.${detail.basis}`),
            name: <bdi>{detail.openedBy.name}</bdi>,
            time: <Time at={detail.at} />,
          }}
        />
      </p>
      {detail.subjects.length > 0 && (
        <p className={styles.subjects}>
          <span className="muted">{t("case.subjects")}</span>
          {detail.subjects.map((subject) => (
            <AddressLink key={subject} caip10={subject} />
          ))}
        </p>
      )}
      <Held detail={detail} />
      {detail.status === "closed" && <p className={styles.notice}>{t("case.isClosed")}</p>}
    </header>
  );
}

function Held({ detail: { hold } }: { detail: CaseDetail }) {
  if (hold === undefined) return null;
  return (
    <p className={styles.notice}>
      <Text
        id="case.hold.says"
        values={{ name: <bdi>{hold.by.name}</bdi>, time: <Time at={hold.at} />, reason: <bdi>{hold.reason}</bdi> }}
      />
    </p>
  );
}
