import type { Subscription, Warning } from "@redflag/contract/http/routes/subscriptions";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Input, Label, Text, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { CheckBox } from "../show/check-box.tsx";
import { FormDialog } from "../show/form-dialog.tsx";
import { useText } from "../words/words.tsx";
import { draftOf, filterOf } from "./filter-draft.ts";
import { FilterForm } from "./filter-form.tsx";
import { type SeenWebhook, useDeed } from "./use-webhooks.ts";

const NAME_CHARS_MAX = 100;
const URL_CHARS_MAX = 2048;

export interface Saved {
  subscription: Subscription;
  warnings: readonly Warning[];
  /** Of a new one. */
  secret?: string;
}

interface Props {
  /** What is changed; absent: a new one. */
  seen?: SeenWebhook;
  sets: ReadonlyMap<string, string>;
  onClose: () => void;
  onSaved: (saved: Saved) => void;
}

/** Where events are sent, and which. */
export function WebhookDialog({ seen, sets, onClose, onSaved }: Props) {
  const t = useText();
  const of = seen?.webhook;
  const [name, setName] = useState(of?.name ?? "");
  const [url, setUrl] = useState(of?.url ?? "");
  const [ordered, setOrdered] = useState(of?.ordered ?? false);
  const [filter, setFilter] = useState(() => draftOf(of?.filter ?? {}));
  const save = useSave(seen);
  return (
    <FormDialog
      wide
      title={t(of === undefined ? "webhook.new" : "webhook.edit")}
      action={t(of === undefined ? "webhook.new.do" : "webhook.edit.do")}
      isReady={name.trim() !== "" && url.trim() !== ""}
      isPending={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() =>
        save.mutate({ name: name.trim(), url: url.trim(), ordered, filter: filterOf(filter) }, { onSuccess: onSaved })
      }
    >
      <TextField className="field" isRequired value={name} onChange={setName} maxLength={NAME_CHARS_MAX}>
        <Label>{t("webhook.name")}</Label>
        <Input className="input" autoFocus dir="auto" />
      </TextField>
      <TextField className="field" isRequired value={url} onChange={setUrl} maxLength={URL_CHARS_MAX} type="url">
        <Label>{t("webhook.url")}</Label>
        <Input className="input mono ltr" />
        <Text slot="description" className="muted">
          {t("webhook.url.hint")}
        </Text>
      </TextField>
      <CheckBox isSelected={ordered} onChange={setOrdered}>
        {t("webhook.ordered.do")}
      </CheckBox>
      <FilterForm draft={filter} onChange={setFilter} sets={sets} />
    </FormDialog>
  );
}

interface Body {
  name: string;
  url: string;
  ordered: boolean;
  filter: Subscription["filter"];
}

/** Nothing is remembered of it: an answer may hold a secret. */
function useSave(seen: SeenWebhook | undefined) {
  const deed = useDeed(seen?.webhook.id);
  const keys = useRef(new RequestKeys());
  return useMutation({
    gcTime: 0,
    mutationFn: (body: Body): Promise<Saved> =>
      deed(async () => {
        if (seen === undefined) {
          return keys.current.during(body, async (idempotencyKey) => {
            return (await api.createSubscription({ body, idempotencyKey })).body;
          });
        }
        const { id, url } = seen.webhook;
        // How long the place had failed is forgotten where it is given anew.
        const { url: asked, ...rest } = body;
        const changed = asked === url ? rest : body;
        const { etag: ifMatch = "" } = seen;
        return (await api.updateSubscription({ params: { id }, body: changed, ifMatch })).body;
      }),
  });
}
