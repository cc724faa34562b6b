import { ROLES, type Role } from "@redflag/domain/role";
import { CheckBox } from "../show/check-box.tsx";
import { Choice } from "../show/choice.tsx";
import { useText } from "../words/words.tsx";
import { CheckSet } from "./check-set.tsx";
import styles from "./people.module.css";
import { useSubscribers } from "./use-subscribers.ts";

interface Props {
  roles: readonly Role[];
  onChange: (roles: Role[]) => void;
  /** Nobody becomes or stops being somebody of an exchange. */
  among?: readonly Role[];
}

/** Roles, with what each may do. `exchange` stands alone: choosing it takes the others away, and they take it away. */
export function RolesField({ roles, onChange, among = ROLES }: Props) {
  const t = useText();
  const change = (role: Role, isChosen: boolean) => {
    const others = roles.filter((one) => one !== role && (one === "exchange") === (role === "exchange"));
    onChange(isChosen ? ROLES.filter((one) => one === role || others.includes(one)) : others);
  };
  return (
    <CheckSet label={t("people.roles")}>
      {among.map((role) => (
        <CheckBox key={role} isSelected={roles.includes(role)} onChange={(isChosen) => change(role, isChosen)}>
          <span className={styles.choice}>
            <span>{t(`shell.role.${role}`)}</span>
            <span className="muted">{t(`people.role.${role}.may`)}</span>
          </span>
        </CheckBox>
      ))}
    </CheckSet>
  );
}

interface ExchangeProps {
  value: string | undefined;
  onChange: (id: string) => void;
}

export function ExchangeChoice({ value, onChange }: ExchangeProps) {
  const t = useText();
  const { data = [] } = useSubscribers();
  return (
    <>
      <Choice
        label={t("people.exchange")}
        value={value}
        onChange={onChange}
        options={data}
        placeholder={t("people.exchange.which")}
      />
      {data.length === 0 && <p className="muted">{t("people.exchange.none")}</p>}
    </>
  );
}
