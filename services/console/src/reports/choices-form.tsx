import type { ReactNode } from "react";
import { Choice } from "../show/choice.tsx";
import { useText } from "../words/words.tsx";
import {
  type ChoicesDraft,
  ENTITY_FIELDS,
  type FieldName,
  type Incomplete,
  LOCATION_FIELDS,
  PERSON_FIELDS,
} from "./choices-draft.ts";
import { ClientChoices } from "./client-choices.tsx";
import { DraftField } from "./draft-field.tsx";
import { IndicatorChoices } from "./indicator-choices.tsx";
import { REPORT_KINDS } from "./report-kinds.ts";
import styles from "./reports.module.css";

type Codes = readonly { code?: string | undefined; title: string }[];

/** What of a report profile the form offers. */
export interface OfferedCodes {
  indicators: Codes;
  addressTypes: Codes;
  accountStatuses: Codes | undefined;
  identificationTypes: Codes | undefined;
  /** The FIU takes the code of a user that it knows, in place of a person. */
  takesUserCode: boolean;
}

interface Props {
  draft: ChoicesDraft;
  codes: OfferedCodes;
  suggested: readonly { code: string; why: string }[];
  rulesWithout: readonly string[];
  parties: readonly string[];
  incomplete: readonly Incomplete[];
  onChange: (draft: ChoicesDraft) => void;
}

/** All that people choose of a report. Nothing of it is filled in for them. */
export function ChoicesForm({ draft, codes, suggested, rulesWithout, parties, incomplete, onChange }: Props) {
  const t = useText();
  const set = (name: FieldName, text: string) => onChange({ ...draft, fields: { ...draft.fields, [name]: text } });
  const field = (name: FieldName, more: Partial<Parameters<typeof DraftField>[0]> = {}) => (
    <DraftField
      key={name}
      label={t(`reports.field.${name}`)}
      value={draft.fields[name]}
      onChange={(text) => set(name, text)}
      {...more}
    />
  );
  const showsUserCode = codes.takesUserCode || draft.fields.userCode !== "";
  return (
    <>
      <Choice
        label={t("reports.kind")}
        value={draft.kind}
        options={REPORT_KINDS.map((id) => ({ id, name: t(`reports.kind.${id}`) }))}
        onChange={(kind) => onChange({ ...draft, kind })}
      />
      <IndicatorChoices
        indicators={codes.indicators}
        suggested={suggested}
        rulesWithout={rulesWithout}
        chosen={draft.indicators}
        onChange={(indicators) => onChange({ ...draft, indicators })}
      />
      <Part of="words">
        {field("words", { as: "lines" })}
        {field("action", { as: "lines" })}
      </Part>
      <Part of="entity" isIncomplete={incomplete.includes("entity")}>
        {ENTITY_FIELDS.map((name) => field(name))}
      </Part>
      <Part of="person" isIncomplete={incomplete.includes("person")}>
        {PERSON_FIELDS.map((name) => field(name))}
        {showsUserCode && field("userCode")}
      </Part>
      <Part of="location" isIncomplete={incomplete.includes("location")}>
        {LOCATION_FIELDS.map((name) =>
          field(name, {
            ...(name === "locationType" && { codes: codes.addressTypes }),
            ...(name === "country" && { as: "country" }),
          }),
        )}
      </Part>
      <ClientChoices
        parties={parties}
        clients={draft.clients}
        statuses={codes.accountStatuses}
        papers={codes.identificationTypes}
        onChange={(clients) => onChange({ ...draft, clients })}
      />
      {incomplete.includes("paper") && <p role="alert">{t("reports.incomplete.paper")}</p>}
      <Part of="references">
        {field("fiuReference")}
        {field("rejectedReference")}
      </Part>
    </>
  );
}

interface PartProps {
  of: "words" | "entity" | "person" | "location" | "references";
  isIncomplete?: boolean;
  children: ReactNode;
}

/** Preflight's problems lead to it. */
function Part({ of, isIncomplete = false, children }: PartProps) {
  const t = useText();
  return (
    <fieldset className={styles.part} id={`report-${of}`} tabIndex={-1}>
      <legend>{t(`reports.part.${of}`)}</legend>
      <div className={styles.fields}>{children}</div>
      {isIncomplete && <p role="alert">{t(`reports.incomplete.${of}` as "reports.incomplete.entity")}</p>}
    </fieldset>
  );
}
