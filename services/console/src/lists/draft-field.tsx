import { FieldError, Input, Label, Text, TextField } from "react-aria-components";
import { useText } from "../words/words.tsx";
import type { DraftEntry, DraftFaults, DraftField as Field } from "./draft-entry.ts";
import styles from "./proposals.module.css";

type TextFieldName = Exclude<Field, "category" | "severity" | "sharing">;
type HintedField =
  | "account"
  | "venue"
  | "jurisdictions"
  | "validFrom"
  | "validTo"
  | "authority"
  | "entity"
  | "confidence";
const HINTED: readonly TextFieldName[] = [
  "account",
  "venue",
  "jurisdictions",
  "validFrom",
  "validTo",
  "authority",
  "entity",
  "confidence",
];
const MONO: readonly TextFieldName[] = [
  "address",
  "account",
  "venue",
  "documentUrl",
  "validFrom",
  "validTo",
  "jurisdictions",
];

interface Props {
  field: TextFieldName;
  draft: DraftEntry;
  faults: DraftFaults;
  onChange: (draft: DraftEntry) => void;
  isRequired?: boolean;
  isWide?: boolean;
  /** What was understood of it. */
  read?: string | undefined;
}

/** One text of an entry, and what is wrong with it as it is typed. */
export function DraftField({ field, draft, faults, onChange, isRequired = false, isWide = false, read }: Props) {
  const t = useText();
  const fault = faults[field];
  const isHinted = HINTED.includes(field);
  return (
    <TextField
      className={`field ${isWide ? styles.wide : ""}`}
      isRequired={isRequired}
      isInvalid={fault !== undefined}
      validationBehavior="aria"
      value={draft[field]}
      onChange={(text) => onChange({ ...draft, [field]: text })}
      autoComplete="off"
    >
      <Label>{t(`list.field.${field}`)}</Label>
      <Input className={`input ${MONO.includes(field) ? "mono ltr" : ""}`} spellCheck="false" dir="auto" />
      {fault === undefined && read !== undefined && (
        <Text slot="description" className={styles.told}>
          {read}
        </Text>
      )}
      {fault === undefined && read === undefined && isHinted && (
        <Text slot="description" className={styles.told}>
          {t(`list.propose.hint.${field as HintedField}`)}
        </Text>
      )}
      <FieldError className="fault">
        {typeof fault === "string" ? t(`list.propose.fault.${fault}`) : <bdi lang="en">{fault?.said}</bdi>}
      </FieldError>
    </TextField>
  );
}
