import { AddressLink } from "../show/address.tsx";
import { CheckBox } from "../show/check-box.tsx";
import type { MessageId } from "../words/en.ts";
import { useText } from "../words/words.tsx";
import { ACCOUNT_FIELDS, type ClientDraft, clientDraftOf, HOLDER_FIELDS, PAPER_FIELDS } from "./choices-draft.ts";
import { DraftField } from "./draft-field.tsx";
import styles from "./reports.module.css";

type Codes = readonly { code?: string | undefined; title: string }[];

interface Props {
  /** CAIP-10, of both sides of every transaction. */
  parties: readonly string[];
  clients: readonly ClientDraft[];
  /** Of the profile; none where it cannot write clients. */
  statuses: Codes | undefined;
  papers: Codes | undefined;
  onChange: (clients: readonly ClientDraft[]) => void;
}

/** Which parties are the reporting entity's own clients, and what is known of each. */
export function ClientChoices({ parties, clients, statuses, papers, onChange }: Props) {
  const t = useText();
  // One that is a client stays in sight when it is no party any more: preflight says so.
  const accounts = [...new Set([...clients.map(({ account }) => account), ...parties])];
  const change = (changed: ClientDraft) =>
    onChange(clients.map((one) => (one.account === changed.account ? changed : one)));
  return (
    <fieldset className={styles.part} id="report-clients" tabIndex={-1}>
      <legend>{t("reports.clients")}</legend>
      <p className="muted">{t("reports.clients.hint")}</p>
      {accounts.length === 0 && <p className="muted">{t("reports.clients.none")}</p>}
      {accounts.map((account) => {
        const client = clients.find((one) => one.account === account);
        return (
          <div key={account} className={styles.part}>
            <div className={styles.marks}>
              <CheckBox
                isSelected={client !== undefined}
                label={t("reports.clients.is", { account })}
                onChange={(isClient) =>
                  onChange(
                    isClient
                      ? [...clients, clientDraftOf({ account })]
                      : clients.filter((one) => one.account !== account),
                  )
                }
              />
              <AddressLink caip10={account} copy />
            </div>
            {client !== undefined && (
              <ClientFields client={client} statuses={statuses} papers={papers} onChange={change} />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

interface FieldsProps extends Pick<Props, "statuses" | "papers"> {
  client: ClientDraft;
  onChange: (client: ClientDraft) => void;
}

const DAYS: ReadonlySet<string> = new Set(["opened", "birthDate", "issued", "expires"]);
const COUNTRIES: ReadonlySet<string> = new Set(["nationality", "residence", "country"]);

function ClientFields({ client, statuses, papers, onChange }: FieldsProps) {
  const t = useText();
  const genders = (["F", "M", "-"] as const).map((code) => ({ code, title: t(`reports.gender.${code}`) }));
  return (
    <div className={styles.fields}>
      <Group
        of="account"
        names={ACCOUNT_FIELDS}
        texts={client.ofAccount}
        codes={{ status: statuses }}
        onChange={(ofAccount) => onChange({ ...client, ofAccount })}
      />
      <Group
        of="holder"
        names={HOLDER_FIELDS}
        texts={client.ofHolder}
        codes={{ gender: genders }}
        onChange={(ofHolder) => onChange({ ...client, ofHolder })}
      />
      <Group
        of="paper"
        names={PAPER_FIELDS}
        texts={client.ofPaper}
        codes={{ type: papers }}
        onChange={(ofPaper) => onChange({ ...client, ofPaper })}
      />
    </div>
  );
}

interface GroupProps<Name extends string> {
  of: "account" | "holder" | "paper";
  names: readonly Name[];
  texts: Readonly<Record<Name, string>>;
  codes: Partial<Record<Name, Codes | undefined>>;
  onChange: (texts: Readonly<Record<Name, string>>) => void;
}

function Group<Name extends string>({ of, names, texts, codes, onChange }: GroupProps<Name>) {
  const t = useText();
  return names.map((name) => (
    <DraftField
      key={`${of}-${name}`}
      label={t(`reports.client.${of}.${name}` as MessageId)}
      value={texts[name]}
      onChange={(text) => onChange({ ...texts, [name]: text })}
      as={DAYS.has(name) ? "day" : COUNTRIES.has(name) ? "country" : "text"}
      codes={codes[name]}
    />
  ));
}
