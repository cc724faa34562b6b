import type { User } from "@redflag/contract/http/routes/users";
import { permissionsOf } from "@redflag/domain/role";
import { Panel } from "../show/panel.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { AccountMark } from "./account-mark.tsx";
import { mayId } from "./may-id.ts";
import styles from "./people.module.css";
import { useSubscriberName } from "./use-subscribers.ts";

export function PersonFacts({ user }: { user: User }) {
  const t = useText();
  const nameOf = useSubscriberName();
  const { email, roles, subscriber, signIn, createdAt, lastSeenAt } = user;
  return (
    <Panel title={t("people.facts")}>
      <dl className={styles.facts}>
        <dt>{t("people.email")}</dt>
        <dd>
          <bdi>{email}</bdi>
        </dd>
        <dt>{t("people.state")}</dt>
        <dd>
          <AccountMark user={user} />
        </dd>
        <dt>{t("people.roles")}</dt>
        <dd>{roles.map((role) => t(`shell.role.${role}`)).join(", ")}</dd>
        {subscriber !== undefined && (
          <>
            <dt>{t("people.exchange")}</dt>
            <dd>
              <bdi>{nameOf(subscriber)}</bdi>
            </dd>
          </>
        )}
        <dt>{t("people.signIn")}</dt>
        <dd>{t(`people.signIn.${signIn}`)}</dd>
        <dt>{t("people.lastSeen")}</dt>
        <dd>{lastSeenAt === undefined ? t("people.never") : <Time at={lastSeenAt} />}</dd>
        <dt>{t("people.addedAt")}</dt>
        <dd>
          <Time at={createdAt} />
        </dd>
        <dt>{t("people.may")}</dt>
        <dd>
          <ul>
            {[...permissionsOf(roles)].map((permission) => (
              <li key={permission}>{t(mayId(permission))}</li>
            ))}
          </ul>
        </dd>
      </dl>
    </Panel>
  );
}
