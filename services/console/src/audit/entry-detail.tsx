import type { AuditEntry } from "@redflag/contract/http/routes/audit";
import { Fragment } from "react";
import { Hash } from "../show/hash.tsx";
import { useText } from "../words/words.tsx";
import styles from "./audit.module.css";

/** All that an entry says besides its row: facts under the names that the API gave them. */
export function EntryDetail({ entry: { actor, detail = {}, ip, requestId, hash } }: { entry: AuditEntry }) {
  const t = useText();
  return (
    <dl className={styles.detail}>
      {Object.entries(detail).map(([name, value]) => (
        <Fragment key={name}>
          <dt>
            <bdi className="mono">{name}</bdi>
          </dt>
          <dd>
            <bdi>{typeof value === "string" ? value : JSON.stringify(value)}</bdi>
          </dd>
        </Fragment>
      ))}
      {actor.id !== "" && (
        <>
          <dt>{t("audit.actorId")}</dt>
          <dd className="mono ltr">{actor.id}</dd>
        </>
      )}
      {ip !== undefined && (
        <>
          <dt>{t("audit.ip")}</dt>
          <dd className="mono ltr">{ip}</dd>
        </>
      )}
      {requestId !== undefined && (
        <>
          <dt>{t("audit.requestId")}</dt>
          <dd className="mono ltr">{requestId}</dd>
        </>
      )}
      <dt>{t("audit.hash")}</dt>
      <dd>
        <Hash hash={hash} />
      </dd>
    </dl>
  );
}
