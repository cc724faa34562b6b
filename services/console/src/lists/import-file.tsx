import type { ImportPreview, NewImport } from "@redflag/contract/http/routes/list-imports";
import {
  type EntryCategory,
  LISTED_CATEGORIES,
  SERVICE_CATEGORIES,
  SEVERITIES,
  type Severity,
  SHARINGS,
  type Sharing,
} from "@redflag/domain/entry";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Choice } from "../show/choice.tsx";
import { Panel } from "../show/panel.tsx";
import { useText } from "../words/words.tsx";
import { ChooseFile } from "./choose-file.tsx";
import { ImportOutcome } from "./import-outcome.tsx";
import type { ListFile } from "./list-file.ts";
import type { BegunList } from "./new-list-fields.tsx";
import styles from "./proposals.module.css";
import { ProposeFlow } from "./propose-flow.tsx";
import { SHARING_WORD } from "./sharing-word.ts";

interface Props {
  list: string;
  begins: { list: BegunList | undefined } | undefined;
}

interface Defaults {
  category: EntryCategory | undefined;
  severity: Severity;
  sharing: Sharing;
}

/** A file that is to be the whole list: looked at first, and nothing taken of it while one row is bad. */
export function ImportFile({ list, begins }: Props) {
  const t = useText();
  const params = { id: list };
  const [file, setFile] = useState<ListFile>();
  const [defaults, setDefaults] = useState<Defaults>({ category: undefined, severity: "HIGH", sharing: "TLP:RED" });
  const [despiteGates, setDespiteGates] = useState(false);
  const { category, severity, sharing } = defaults;
  const isComplete =
    file !== undefined && category !== undefined && (begins === undefined || begins.list !== undefined);
  const change: NewImport | undefined = isComplete
    ? {
        name: file.name,
        text: file.text,
        defaults: { category, severity, sharing },
        ...(begins?.list && { list: begins.list }),
      }
    : undefined;
  return (
    <>
      <Panel title={t("list.import.title")}>
        <div className={styles.stack}>
          <p className="muted">{t("list.import.lead")}</p>
          <ChooseFile file={file} onChoose={setFile} />
          <h3>{t("list.import.defaults")}</h3>
          <div className={styles.fields}>
            <Choice
              label={t("list.field.category")}
              value={category}
              onChange={(chosen) => setDefaults({ ...defaults, category: chosen })}
              options={[...LISTED_CATEGORIES, ...SERVICE_CATEGORIES].map((id) => ({
                id,
                name: t(`show.category.${id}`),
              }))}
              placeholder={t("list.propose.choose")}
            />
            <Choice
              label={t("list.field.severity")}
              value={severity}
              onChange={(chosen) => setDefaults({ ...defaults, severity: chosen })}
              options={SEVERITIES.map((id) => ({ id, name: t(`show.severity.${id}`) }))}
            />
            <Choice
              label={t("list.field.sharing")}
              value={sharing}
              onChange={(chosen) => setDefaults({ ...defaults, sharing: chosen })}
              options={SHARINGS.map((id) => ({ id, name: t(SHARING_WORD[id]) }))}
            />
          </div>
        </div>
      </Panel>
      <ProposeFlow<NewImport, ImportPreview>
        change={change}
        incomplete={t("list.import.incomplete")}
        changeKey={JSON.stringify([file?.key, defaults, begins])}
        preview={async (body) => {
          setDespiteGates(false);
          return (await api.previewImport({ params, body })).body;
        }}
        show={(seen) => <ImportOutcome seen={seen} despiteGates={despiteGates} onDespiteGates={setDespiteGates} />}
        isFit={({ outcome }) =>
          outcome !== undefined &&
          outcome.effect.added + outcome.effect.removed > 0 &&
          (outcome.failures.length === 0 || despiteGates)
        }
        propose={async ({ change: body, seen, reason, key }) => {
          const digest = seen.outcome?.digest ?? "";
          const wanted = { ...body, reason, digest, despiteGates };
          return (await api.proposeImport({ params, body: wanted, idempotencyKey: key })).body;
        }}
      />
    </>
  );
}
