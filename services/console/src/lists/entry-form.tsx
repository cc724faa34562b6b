import { formatAddress, parseAddress } from "@redflag/domain/address";
import { LISTED_CATEGORIES, SERVICE_CATEGORIES, SEVERITIES, SHARINGS } from "@redflag/domain/entry";
import { X } from "lucide-react";
import { Button } from "../show/button.tsx";
import { Choice } from "../show/choice.tsx";
import { useText } from "../words/words.tsx";
import { type DraftEntry, type DraftFaults, isServiceCategory } from "./draft-entry.ts";
import { DraftField } from "./draft-field.tsx";
import styles from "./proposals.module.css";
import { SHARING_WORD } from "./sharing-word.ts";

interface Props {
  title: string;
  draft: DraftEntry;
  faults: DraftFaults;
  onChange: (draft: DraftEntry) => void;
  /** Absent: it is the only one. */
  onRemove?: (() => void) | undefined;
}

/** All that an entry may say. */
export function EntryForm({ title, draft, faults, onChange, onRemove }: Props) {
  const t = useText();
  const read = useRead(draft, faults);
  const common = { draft, faults, onChange };
  return (
    <section className={styles.entry} aria-label={title}>
      <header>
        <h3>{title}</h3>
        {onRemove !== undefined && (
          <Button kind="quiet" aria-label={t("list.propose.entry.remove", { title })} onPress={onRemove}>
            <X size={14} aria-hidden />
          </Button>
        )}
      </header>
      <div className={styles.fields}>
        <Choice
          label={t("list.propose.about")}
          value={draft.about}
          onChange={(about) => onChange({ ...draft, about })}
          options={(["address", "account"] as const).map((id) => ({ id, name: t(`list.propose.about.${id}`) }))}
        />
        {draft.about === "address" ? (
          <DraftField {...common} field="address" isRequired isWide read={read} />
        ) : (
          <>
            <DraftField {...common} field="venue" isRequired />
            <DraftField {...common} field="account" isRequired />
          </>
        )}
        <Choice
          label={t("list.field.category")}
          value={draft.category}
          onChange={(category) => onChange({ ...draft, category })}
          options={[...LISTED_CATEGORIES, ...SERVICE_CATEGORIES].map((id) => ({ id, name: t(`show.category.${id}`) }))}
          placeholder={t("list.propose.choose")}
        />
        <Choice
          label={t("list.field.severity")}
          value={draft.severity}
          onChange={(severity) => onChange({ ...draft, severity })}
          options={SEVERITIES.map((id) => ({ id, name: t(`show.severity.${id}`) }))}
          placeholder={t("list.propose.choose")}
        />
        {isServiceCategory(draft.category) && <DraftField {...common} field="entity" />}
        <DraftField {...common} field="authority" />
        <DraftField {...common} field="programme" />
        <DraftField {...common} field="reference" />
        <DraftField {...common} field="documentUrl" isWide />
        <DraftField {...common} field="jurisdictions" />
        <DraftField {...common} field="validFrom" />
        <DraftField {...common} field="validTo" />
        <DraftField {...common} field="confidence" />
        <Choice
          label={t("list.field.sharing")}
          value={draft.sharing}
          onChange={(sharing) => onChange({ ...draft, sharing })}
          options={SHARINGS.map((id) => ({ id, name: t(SHARING_WORD[id]) }))}
        />
      </div>
    </section>
  );
}

/** As its family writes it, so that whoever typed another form sees what was understood. */
function useRead({ address }: DraftEntry, faults: DraftFaults): string | undefined {
  const t = useText();
  if (address.trim() === "" || faults.address !== undefined) return undefined;
  const { address: bytes, family } = parseAddress(address.trim());
  return t(`list.propose.read.${family}`, { address: formatAddress(bytes, family) });
}
