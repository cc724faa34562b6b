import { ROLES } from "@redflag/domain/role";
import { useState } from "react";
import { Button } from "../show/button.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { SecretDialog } from "../show/secret-dialog.tsx";
import { useText } from "../words/words.tsx";
import { newPassword } from "./new-password.ts";
import styles from "./people.module.css";
import { RolesField } from "./roles-field.tsx";
import { type SeenPerson, useChangePerson } from "./use-person.ts";

type Act = "roles" | "password" | "unlock" | "disable" | "enable";

/** What can be done with an account. What nobody does to their own is not offered there. */
export function PersonActs({ seen, isOneself }: { seen: SeenPerson; isOneself: boolean }) {
  const t = useText();
  const [act, setAct] = useState<Act>();
  const { roles, signIn, lockedUntil, disabledAt } = seen.user;
  const isOfExchange = roles.includes("exchange");
  const acts: Record<Act, boolean> = {
    // The roles of whoever comes from the OpenID provider follow its groups.
    roles: !isOneself && !isOfExchange && signIn === "password",
    password: !isOneself && signIn === "password" && disabledAt === undefined,
    unlock: lockedUntil !== undefined && disabledAt === undefined,
    disable: !isOneself && disabledAt === undefined,
    enable: disabledAt !== undefined,
  };
  const offered = (Object.keys(acts) as Act[]).filter((one) => acts[one]);
  const close = () => setAct(undefined);
  return (
    <div className={styles.acts}>
      {offered.map((one) => (
        <Button key={one} kind={one === "disable" ? "danger" : "plain"} onPress={() => setAct(one)}>
          {t(`people.act.${one}`)}
        </Button>
      ))}
      {act === "roles" && <RolesDialog seen={seen} onClose={close} />}
      {act === "password" && <PasswordDialog seen={seen} onClose={close} />}
      {(act === "unlock" || act === "disable" || act === "enable") && (
        <SwitchDialog act={act} seen={seen} onClose={close} />
      )}
    </div>
  );
}

interface DialogProps {
  seen: SeenPerson;
  onClose: () => void;
}

function RolesDialog({ seen, onClose }: DialogProps) {
  const t = useText();
  const change = useChangePerson(seen);
  const [roles, setRoles] = useState(seen.user.roles);
  return (
    <ReasonDialog
      title={t("people.act.roles")}
      hint={t("people.act.roles.hint", { name: seen.user.name })}
      action={t("people.act.roles")}
      isOpen
      onOpenChange={onClose}
      onConfirm={async (reason) => {
        if (roles.length === 0) throw new Error(t("people.roles.none"));
        await change({ roles, reason });
      }}
    >
      <RolesField roles={roles} onChange={setRoles} among={ROLES.filter((one) => one !== "exchange")} />
    </ReasonDialog>
  );
}

function PasswordDialog({ seen, onClose }: DialogProps) {
  const t = useText();
  const change = useChangePerson(seen);
  const [password] = useState(newPassword);
  const [isSet, setSet] = useState(false);
  const { name } = seen.user;
  if (isSet) return <SecretDialog title={t("people.password.of", { name })} secret={password} onKept={onClose} />;
  return (
    <ReasonDialog
      title={t("people.act.password")}
      hint={t("people.act.password.hint", { name })}
      action={t("people.act.password")}
      isOpen
      onOpenChange={onClose}
      onConfirm={(reason) => change({ password, reason })}
      onDone={() => setSet(true)}
    />
  );
}

function SwitchDialog({ act, seen, onClose }: DialogProps & { act: "unlock" | "disable" | "enable" }) {
  const t = useText();
  const change = useChangePerson(seen);
  return (
    <ReasonDialog
      title={t(`people.act.${act}`)}
      hint={t(`people.act.${act}.hint`, { name: seen.user.name })}
      action={t(`people.act.${act}`)}
      kind={act === "disable" ? "danger" : "primary"}
      isOpen
      onOpenChange={onClose}
      onConfirm={(reason) =>
        change({ reason, ...(act === "unlock" ? { locked: false } : { disabled: act === "disable" }) })
      }
    />
  );
}
