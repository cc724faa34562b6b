import type { Caller } from "@redflag/contract/http/routes/sessions";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Dialog, Heading, Input, Label, Modal, ModalOverlay, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { signIn, useExpired } from "../api/session.ts";
import { Button } from "../show/button.tsx";
import { FailureLine } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./sign-in.module.css";

/** The first page for whoever is not signed in. */
export function SignInPage({ onSignedIn }: { onSignedIn: (caller: Caller) => void }) {
  const { data } = useQuery({ queryKey: ["sign-in"], queryFn: async () => (await api.getSignIn()).body });
  return (
    <main className={styles.page}>
      <section className={`panel ${styles.panel}`}>
        <h1>Redflag</h1>
        <p className="muted">
          <Text id="shell.signIn.hint" />
        </p>
        {data?.password !== false && <SignInForm onSignedIn={onSignedIn} />}
        {data?.oidc === true && (
          <a className="button" href="/v1/oidc/start">
            <Text id="shell.signIn.oidc" />
          </a>
        )}
      </section>
    </main>
  );
}

/** Over the page, which stays as it is behind it: what was typed there is there again. */
export function SignInAgain({ caller, onSignedIn }: { caller: Caller; onSignedIn: (caller: Caller) => void }) {
  return (
    <ModalOverlay className="backdrop" isOpen={useExpired()} isKeyboardDismissDisabled>
      <Modal className="dialog">
        <Dialog>
          <Heading slot="title">
            <Text id="shell.expired" />
          </Heading>
          <p className="muted">
            <Text id="shell.expired.hint" values={{ name: caller.name }} />
          </p>
          <SignInForm onSignedIn={onSignedIn} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function SignInForm({ onSignedIn }: { onSignedIn: (caller: Caller) => void }) {
  const t = useText();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const attempt = useMutation({ mutationFn: () => signIn(email, password), onSuccess: onSignedIn });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <TextField className="field" type="email" isRequired autoComplete="username" value={email} onChange={setEmail}>
        <Label>{t("shell.email")}</Label>
        <Input className="input" autoFocus />
      </TextField>
      <TextField
        className="field"
        type="password"
        isRequired
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      >
        <Label>{t("shell.password")}</Label>
        <Input className="input" />
      </TextField>
      {attempt.error !== null && <FailureLine error={attempt.error} />}
      <Button kind="primary" type="submit" isPending={attempt.isPending}>
        {t("shell.signIn")}
      </Button>
    </form>
  );
}
