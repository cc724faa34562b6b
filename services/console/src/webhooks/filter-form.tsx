import { LISTED_CATEGORIES, SERVICE_CATEGORIES, SEVERITIES } from "@redflag/domain/entry";
import { Input, Label, TextArea, TextField } from "react-aria-components";
import { KNOWN_CHAINS } from "../show/chain-name.ts";
import { CheckBox } from "../show/check-box.tsx";
import { Choice } from "../show/choice.tsx";
import { useText } from "../words/words.tsx";
import { Checks } from "./checks.tsx";
import { FILTER_RULES, FILTER_TYPES, type FilterDraft } from "./filter-draft.ts";
import { useTypeName } from "./type-name.ts";
import styles from "./webhooks.module.css";

interface Props {
  draft: FilterDraft;
  onChange: (draft: FilterDraft) => void;
  /** Names of own sets, by id. */
  sets: ReadonlyMap<string, string>;
}

/** Each field of a filter; one that is left alone narrows nothing. */
export function FilterForm({ draft, onChange, sets }: Props) {
  const t = useText();
  const typeName = useTypeName();
  const change = (part: Partial<FilterDraft>) => onChange({ ...draft, ...part });
  return (
    <fieldset className={styles.fields}>
      <legend>{t("webhook.filter")}</legend>
      <p className="muted">{t("webhook.filter.hint")}</p>
      <Checks
        label={t("webhook.filter.types")}
        value={draft.types}
        onChange={(types) => change({ types })}
        options={FILTER_TYPES.map((id) => ({ id, name: typeName(id) }))}
      />
      <CheckBox isSelected={draft.finalOnly} onChange={(finalOnly) => change({ finalOnly })}>
        {t("webhook.filter.finalOnly.do")}
      </CheckBox>
      <div className={styles.pair}>
        <Choice
          label={t("webhook.filter.severityMin")}
          value={draft.severityMin}
          onChange={(severityMin) => change({ severityMin })}
          options={[
            { id: "any" as const, name: t("webhook.filter.severityMin.any") },
            ...SEVERITIES.map((id) => ({ id, name: t(`show.severity.${id}`) })),
          ]}
        />
        <Choice
          label={t("webhook.filter.addressSet")}
          value={draft.addressSet}
          onChange={(addressSet) => change({ addressSet })}
          options={[
            { id: "", name: t("webhook.filter.addressSet.any") },
            ...[...sets].map(([id, name]) => ({ id, name })),
          ]}
        />
      </div>
      <Checks
        label={t("webhook.filter.categories")}
        value={draft.categories}
        onChange={(categories) => change({ categories })}
        options={[...LISTED_CATEGORIES, ...SERVICE_CATEGORIES].map((id) => ({ id, name: t(`show.category.${id}`) }))}
      />
      <Checks
        label={t("webhook.filter.chains")}
        value={draft.chains}
        onChange={(chains) => change({ chains })}
        options={KNOWN_CHAINS}
      />
      <Checks
        label={t("webhook.filter.heuristics")}
        value={draft.heuristics}
        onChange={(heuristics) => change({ heuristics })}
        options={FILTER_RULES.map((id) => ({ id, name: id }))}
      />
      <div className={styles.pair}>
        <TextField className="field" value={draft.lists} onChange={(lists) => change({ lists })}>
          <Label>{t("webhook.filter.lists.do")}</Label>
          <Input className="input mono ltr" />
        </TextField>
        <TextField
          className="field"
          value={draft.jurisdictions}
          onChange={(jurisdictions) => change({ jurisdictions })}
        >
          <Label>{t("webhook.filter.jurisdictions.do")}</Label>
          <Input className="input mono ltr" />
        </TextField>
      </div>
      <TextField className="field" value={draft.tokens} onChange={(tokens) => change({ tokens })}>
        <Label>{t("webhook.filter.tokens.do")}</Label>
        <TextArea className="input mono ltr" />
      </TextField>
    </fieldset>
  );
}
