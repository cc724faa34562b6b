import type { Role } from "@redflag/domain/role";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { AskDialog } from "../show/ask-dialog.tsx";
import { SecretDialog } from "../show/secret-dialog.tsx";
import { Text, useText } from "../words/words.tsx";
import { newPassword } from "./new-password.ts";
import { ExchangeChoice, RolesField } from "./roles-field.tsx";

const NAME_CHARS_MAX = 100;

/** Adds somebody with a local account; the password that is made for them is shown once. */
export function AddPersonDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const keys = useRef(new RequestKeys());
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<Role[]>([]);
  const [subscriber, setSubscriber] = useState<string>();
  // One for as long as the dialog stands: a request that is sent again is the same request.
  const [password] = useState(newPassword);
  const [isMade, setMade] = useState(false);
  const ofExchange = roles.includes("exchange");
  if (isMade) {
    return (
      <SecretDialog title={t("people.password.of", { name: name.trim() })} secret={password} onKept={onClose}>
        <p className="muted">
          <Text id="people.password.handOver" values={{ email: <bdi>{email.trim()}</bdi> }} />
        </p>
      </SecretDialog>
    );
  }
  const add = async () => {
    const body = {
      email: email.trim(),
      name: name.trim(),
      roles,
      ...(ofExchange && subscriber !== undefined && { subscriber }),
      password,
    };
    await keys.current.during(body, (idempotencyKey) => api.createUser({ body, idempotencyKey }));
    await queryClient.invalidateQueries({ queryKey: ["people"] });
  };
  return (
    <AskDialog
      title={t("people.add")}
      hint={t("people.add.hint")}
      action={t("people.add.do")}
      isReady={roles.length > 0 && (!ofExchange || subscriber !== undefined)}
      onClose={onClose}
      onConfirm={add}
      onDone={() => setMade(true)}
    >
      <TextField className="field" type="email" isRequired value={email} onChange={setEmail} autoComplete="off">
        <Label>{t("people.email")}</Label>
        <Input className="input ltr" autoFocus />
      </TextField>
      <TextField className="field" isRequired value={name} onChange={setName} maxLength={NAME_CHARS_MAX}>
        <Label>{t("people.name")}</Label>
        <Input className="input" dir="auto" />
      </TextField>
      <RolesField roles={roles} onChange={setRoles} />
      {ofExchange && <ExchangeChoice value={subscriber} onChange={setSubscriber} />}
    </AskDialog>
  );
}
