import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Ellipsis, Pause, Pencil, Play } from "lucide-react";
import { useState } from "react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { FormDialog } from "../show/form-dialog.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { RotateDialog } from "./rotate-dialog.tsx";
import { SavedWarnings } from "./saved-warnings.tsx";
import { type SeenWebhook, useDeed } from "./use-webhooks.ts";
import { type Saved, WebhookDialog } from "./webhook-dialog.tsx";

type Opened = "edit" | "rotate" | "delete";

/** What its owner can do with it. */
export function WebhookActs({ seen, sets }: { seen: SeenWebhook; sets: ReadonlyMap<string, string> }) {
  const t = useText();
  const [opened, setOpened] = useState<Opened>();
  const [saved, setSaved] = useState<Saved>();
  const close = () => setOpened(undefined);
  const { id, state } = seen.webhook;
  const deed = useDeed(id);
  const isActive = state === "active";
  const turn = useMutation({
    mutationFn: () =>
      deed<unknown>(() =>
        isActive ? api.pauseSubscription({ params: { id } }) : api.resumeSubscription({ params: { id } }),
      ),
  });
  return (
    <>
      {turn.error !== null && <FailureLine error={turn.error} />}
      <Button isPending={turn.isPending} onPress={() => turn.mutate()}>
        {isActive ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
        {t(isActive ? "webhook.pause" : "webhook.resume")}
      </Button>
      <Button onPress={() => setOpened("edit")}>
        <Pencil size={14} aria-hidden />
        {t("webhook.edit")}
      </Button>
      <MenuTrigger>
        <Button aria-label={t("webhook.acts")}>
          <Ellipsis size={14} aria-hidden />
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" aria-label={t("webhook.acts")} onAction={(key) => setOpened(key as Opened)}>
            <MenuItem id="rotate" className="menu-item">
              {t("webhook.rotate")}
            </MenuItem>
            <MenuItem id="delete" className="menu-item">
              {t("webhook.delete")}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {opened === "edit" && (
        <WebhookDialog
          seen={seen}
          sets={sets}
          onClose={close}
          onSaved={(changed) => {
            close();
            setSaved(changed);
          }}
        />
      )}
      {saved !== undefined && saved.warnings.length > 0 && (
        <SavedWarnings warnings={saved.warnings} onRead={() => setSaved(undefined)} />
      )}
      {opened === "rotate" && <RotateDialog id={id} onClose={close} />}
      {opened === "delete" && <DeleteDialog seen={seen} onClose={close} />}
    </>
  );
}

function DeleteDialog({ seen: { webhook, etag }, onClose }: { seen: SeenWebhook; onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const deed = useDeed();
  const remove = useMutation({
    mutationFn: () => deed(() => api.deleteSubscription({ params: { id: webhook.id }, ifMatch: etag ?? "" })),
    onSuccess: () => void navigate({ to: "/webhooks" }),
  });
  return (
    <FormDialog
      title={t("webhook.delete.title", { name: webhook.name })}
      hint={t("webhook.delete.hint")}
      action={t("webhook.delete.do")}
      kind="danger"
      isPending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onSubmit={() => remove.mutate()}
    />
  );
}
