import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { leaveNothing, useCaller, useMay } from "../api/session.ts";
import { Button } from "../show/button.tsx";
import { Page } from "../show/page.tsx";
import { Panel } from "../show/panel.tsx";
import { Failure, FailureLine, Loading } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import styles from "./people.module.css";
import { SessionRows } from "./session-rows.tsx";

const SESSIONS = ["own-sessions"];
const PASSWORD_CHARS_MIN = 12;
const PASSWORD_CHARS_MAX = 200;

/** One's own account: where one is signed in, and the password. */
export function AccountPage() {
  const t = useText();
  const { name, roles } = useCaller();
  const mayReadKeys = useMay("keys:read");
  const signIn = useQuery({ queryKey: ["sign-in"], queryFn: async () => (await api.getSignIn()).body });
  return (
    <Page
      title={t("shell.account")}
      lead={
        <>
          <bdi>{name}</bdi> · {roles.map((role) => t(`shell.role.${role}`)).join(", ")}
        </>
      }
      beside={mayReadKeys && <Link to="/keys">{t("shell.apiKeys")}</Link>}
    >
      <div className={styles.columns}>
        <OwnSessions />
        {signIn.data?.password === true && <ChangePassword />}
      </div>
    </Page>
  );
}

function OwnSessions() {
  const t = useText();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: SESSIONS,
    queryFn: async () => (await api.listOwnSessions()).body.items,
  });
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading rows={3} />;
  const end = async (id: string) => {
    await api.endOwnSession({ params: { id } });
    if (data.some((one) => one.id === id && one.isCurrent)) return leaveNothing();
    await queryClient.invalidateQueries({ queryKey: SESSIONS });
  };
  return (
    <Panel title={t("people.sessions")} flush>
      <SessionRows sessions={data} onEnd={end} />
    </Panel>
  );
}

function ChangePassword() {
  const t = useText();
  const queryClient = useQueryClient();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: () => api.changePassword({ body: { current, next } }),
    onSuccess: () => {
      setCurrent("");
      setNext("");
      return queryClient.invalidateQueries({ queryKey: SESSIONS });
    },
    gcTime: 0,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Panel title={t("people.ownPassword")}>
      <form className={styles.form} onSubmit={submit}>
        <p className="muted">{t("people.ownPassword.hint")}</p>
        <TextField
          className="field"
          type="password"
          isRequired
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        >
          <Label>{t("people.ownPassword.current")}</Label>
          <Input className="input" />
        </TextField>
        <TextField
          className="field"
          type="password"
          isRequired
          autoComplete="new-password"
          minLength={PASSWORD_CHARS_MIN}
          maxLength={PASSWORD_CHARS_MAX}
          value={next}
          onChange={setNext}
        >
          <Label>{t("people.ownPassword.next")}</Label>
          <Input className="input" />
        </TextField>
        {change.error !== null && <FailureLine error={change.error} />}
        {change.isSuccess && <p role="status">{t("people.ownPassword.done")}</p>}
        <div className={styles.acts}>
          <Button kind="primary" type="submit" isPending={change.isPending}>
            {t("people.ownPassword.change")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
