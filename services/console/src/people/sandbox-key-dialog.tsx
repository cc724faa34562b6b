import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { AskDialog } from "../show/ask-dialog.tsx";
import { SecretDialog } from "../show/secret-dialog.tsx";
import { useText } from "../words/words.tsx";
import { DaysChoice } from "./days-choice.tsx";

const NAME_CHARS_MAX = 100;

/** A key to try things with, on sample events. */
export function SandboxKeyDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const requests = useRef(new RequestKeys());
  const [name, setName] = useState("");
  const [days, setDays] = useState(30);
  const [secret, setSecret] = useState<string>();
  if (secret !== undefined)
    return <SecretDialog title={t("people.key.secret", { name: name.trim() })} secret={secret} onKept={onClose} />;
  const make = async () => {
    const body = { name: name.trim(), days };
    const reply = await requests.current.during(body, (idempotencyKey) =>
      api.createSandboxKey({ body, idempotencyKey }),
    );
    await queryClient.invalidateQueries({ queryKey: ["keys"] });
    return reply.body.secret;
  };
  return (
    <AskDialog
      title={t("people.key.make.sandbox")}
      hint={t("people.key.make.sandbox.hint")}
      action={t("people.key.make")}
      onClose={onClose}
      onConfirm={make}
      onDone={setSecret}
    >
      <TextField className="field" isRequired value={name} onChange={setName} maxLength={NAME_CHARS_MAX}>
        <Label>{t("people.name")}</Label>
        <Input className="input" autoFocus dir="auto" />
      </TextField>
      <DaysChoice days={days} onChange={setDays} />
    </AskDialog>
  );
}
