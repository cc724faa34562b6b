import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Input, Label, TextArea, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { useChains } from "../api/use-chains.ts";
import { Choice } from "../show/choice.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { useText } from "../words/words.tsx";
import { begunOf, NEW_CASE_BASES, type NewCaseBasis } from "./new-case.ts";

const TITLE_CHARS_MAX = 100;

interface Props {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** What a page that led here opens it of. */
  of?: { basis: NewCaseBasis; value: string } | undefined;
}

/** Opens a case of an address, of a group of alerts, or of alerts by their ids. */
export function NewCaseDialog({ isOpen, onOpenChange, of }: Props) {
  const t = useText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const chains = [...useChains().values()].filter(({ watched }) => watched);
  const [title, setTitle] = useState("");
  const [basis, setBasis] = useState<NewCaseBasis>(of?.basis ?? "subject");
  const [value, setValue] = useState(of?.value ?? "");
  const [chosen, setChain] = useState<string>();
  const chain = chosen ?? chains[0]?.id;
  const needsChain = basis === "subject" && !value.includes(":");
  const open = async (reason: string) => {
    const begun = begunOf({ basis, value, chain });
    if (begun === undefined) throw new Error(t("case.new.incomplete"));
    const { body } = await api.createCase({ body: { title: title.trim(), reason, ...begun } });
    await queryClient.invalidateQueries({ queryKey: ["cases"] });
    return body.id;
  };
  return (
    <ReasonDialog
      title={t("case.new")}
      hint={t("case.new.hint")}
      action={t("case.new.open")}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onConfirm={open}
      onDone={(id) => void navigate({ to: "/cases/$id", params: { id } })}
    >
      <TextField className="field" isRequired value={title} onChange={setTitle} maxLength={TITLE_CHARS_MAX}>
        <Label>{t("case.title")}</Label>
        <Input className="input" autoFocus dir="auto" />
      </TextField>
      <Choice
        label={t("case.new.basis")}
        value={basis}
        onChange={setBasis}
        options={NEW_CASE_BASES.map((id) => ({ id, name: t(`case.new.basis.${id}`) }))}
      />
      <TextField className="field" isRequired value={value} onChange={setValue}>
        <Label>{t(`case.new.value.${basis}`)}</Label>
        {basis === "alerts" ? <TextArea className="input mono ltr" /> : <Input className="input mono ltr" />}
      </TextField>
      {needsChain && (
        <Choice
          label={t("case.chain")}
          value={chain}
          onChange={setChain}
          options={chains.map((one) => ({ id: one.id, name: one.title }))}
        />
      )}
    </ReasonDialog>
  );
}
