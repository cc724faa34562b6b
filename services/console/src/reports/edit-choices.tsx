import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { Choice } from "../show/choice.tsx";
import { Panel } from "../show/panel.tsx";
import { Refusal } from "../show/refusal.tsx";
import { Failure, Loading } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { type ChoicesDraft, choicesOf, draftOf } from "./choices-draft.ts";
import { ChoicesForm } from "./choices-form.tsx";
import { partiesOf, suggestedOf } from "./preflight-read.ts";
import styles from "./reports.module.css";
import { type Preflight, type SeenReport, useDeed, useReportProfiles } from "./use-reports.ts";

interface Props {
  seen: SeenReport;
  preflight: Preflight | undefined;
  draft: ChoicesDraft | undefined;
  onChange: (draft: ChoicesDraft | undefined) => void;
}

/** What is chosen of a draft, saved by its author's press and looked through after each. */
export function EditChoices({ seen, preflight, draft, onChange }: Props) {
  const t = useText();
  const { id, profile, choices: saved } = seen.detail;
  const deed = useDeed(id);
  const profiles = useReportProfiles();
  const shown = draft ?? draftOf(saved);
  const { choices, incomplete } = choicesOf(shown);
  const send = (body: Parameters<typeof api.updateReport>[0]["body"]) =>
    deed(() => api.updateReport({ params: { id }, body, ...(seen.etag !== undefined && { ifMatch: seen.etag }) }));
  const save = useMutation({ mutationFn: () => send({ choices }), onSuccess: () => onChange(undefined) });
  const move = useMutation({ mutationFn: (to: string) => send({ profile: to }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (incomplete.length === 0 && !save.isPending) save.mutate();
  };
  if (profiles.error !== null) return <Failure error={profiles.error} onRetry={() => void profiles.refetch()} />;
  if (profiles.data === undefined) return <Loading rows={8} />;
  const used = profiles.data.find((one) => one.id === profile);
  const failed = save.error ?? move.error;
  return (
    <Panel title={t("reports.choices")}>
      <form className={styles.form} onSubmit={submit}>
        <Choice
          label={t("reports.profile")}
          value={profile}
          options={profiles.data.map((one) => ({ id: one.id, name: one.title }))}
          onChange={(to) => to !== profile && move.mutate(to)}
        />
        <ChoicesForm
          draft={shown}
          codes={{
            indicators: used?.indicators ?? [],
            addressTypes: used?.addressTypes ?? [],
            accountStatuses: used?.client?.accountStatuses,
            identificationTypes: used?.client?.identificationTypes,
            takesUserCode: used?.requires.reporter === "person_or_code",
          }}
          suggested={suggestedOf(preflight?.suggestions ?? [])}
          rulesWithout={preflight?.rulesWithout ?? []}
          parties={partiesOf(preflight?.transactions ?? [])}
          incomplete={incomplete}
          onChange={onChange}
        />
        <div className={styles.save}>
          {failed !== null && <Refusal error={failed} />}
          <Button
            kind="primary"
            type="submit"
            isDisabled={draft === undefined || incomplete.length > 0}
            isPending={save.isPending}
          >
            {t("reports.save")}
          </Button>
          {draft !== undefined && (
            <>
              <Button onPress={() => onChange(undefined)}>{t("reports.save.undo")}</Button>
              <span className="muted">{t("reports.unsaved")}</span>
            </>
          )}
        </div>
      </form>
    </Panel>
  );
}
