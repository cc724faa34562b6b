import type { Permission } from "@redflag/domain/permission";
import { permissionsOf, ROLES, type Role } from "@redflag/domain/role";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { useCaller, useMay } from "../api/session.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { AskDialog } from "../show/ask-dialog.tsx";
import { CheckBox } from "../show/check-box.tsx";
import { Choice } from "../show/choice.tsx";
import { SecretDialog } from "../show/secret-dialog.tsx";
import { useText } from "../words/words.tsx";
import { CheckSet } from "./check-set.tsx";
import { DaysChoice } from "./days-choice.tsx";
import { mayId } from "./may-id.ts";
import { ExchangeChoice } from "./roles-field.tsx";

const NAME_CHARS_MAX = 100;

/** Makes a key: its secret is shown once. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const requests = useRef(new RequestKeys());
  const caller = useCaller();
  const isStaff = caller.subscriber === undefined;
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>(isStaff ? "supervisor" : "exchange");
  const [scopes, setScopes] = useState<Permission[]>([]);
  const [subscriber, setSubscriber] = useState<string>();
  const [days, setDays] = useState(90);
  const [secret, setSecret] = useState<string>();
  if (secret !== undefined)
    return <SecretDialog title={t("people.key.secret", { name: name.trim() })} secret={secret} onKept={onClose} />;
  const ofExchange = isStaff && role === "exchange";
  const make = async () => {
    const body = { name: name.trim(), role, scopes, days, ...(ofExchange && subscriber && { subscriber }) };
    const reply = await requests.current.during(body, (idempotencyKey) => api.createKey({ body, idempotencyKey }));
    await queryClient.invalidateQueries({ queryKey: ["keys"] });
    return reply.body.secret;
  };
  return (
    <AskDialog
      title={t("people.key.make")}
      hint={t("people.key.make.hint")}
      action={t("people.key.make")}
      isReady={scopes.length > 0 && (!ofExchange || subscriber !== undefined)}
      onClose={onClose}
      onConfirm={make}
      onDone={setSecret}
    >
      <TextField className="field" isRequired value={name} onChange={setName} maxLength={NAME_CHARS_MAX}>
        <Label>{t("people.name")}</Label>
        <Input className="input" autoFocus dir="auto" />
      </TextField>
      {isStaff && (
        <Choice
          label={t("people.role")}
          value={role}
          onChange={(next) => {
            setRole(next);
            setScopes((before) => before.filter((scope) => permissionsOf([next]).has(scope)));
          }}
          options={ROLES.map((id) => ({ id, name: t(`shell.role.${id}`) }))}
        />
      )}
      {ofExchange && <ExchangeChoice value={subscriber} onChange={setSubscriber} />}
      <ScopesField role={role} scopes={scopes} onChange={setScopes} />
      <DaysChoice days={days} onChange={setDays} />
    </AskDialog>
  );
}

interface ScopesProps {
  role: Role;
  scopes: readonly Permission[];
  onChange: (scopes: Permission[]) => void;
}

/** What the role gives, and the maker may give on: whoever adds people may give anything. */
function ScopesField({ role, scopes, onChange }: ScopesProps) {
  const t = useText();
  const { permissions } = useCaller();
  const givesAny = useMay("users:write");
  const among = [...permissionsOf([role])].filter((scope) => givesAny || permissions.includes(scope));
  return (
    <CheckSet label={t("people.key.may")}>
      {among.map((scope) => (
        <CheckBox
          key={scope}
          isSelected={scopes.includes(scope)}
          onChange={(isChosen) => onChange(among.filter((one) => (one === scope ? isChosen : scopes.includes(one))))}
        >
          <span>
            {t(mayId(scope))} <span className="mono ltr muted">{scope}</span>
          </span>
        </CheckBox>
      ))}
    </CheckSet>
  );
}
