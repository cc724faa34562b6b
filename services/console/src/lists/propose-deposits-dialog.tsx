import type { Deposit } from "@redflag/contract/http/routes/derived-lists";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { Choice } from "../show/choice.tsx";
import { useText } from "../words/words.tsx";
import type { BegunEntry } from "./propose-search.ts";
import { useWatchlists } from "./use-lists.ts";

interface Props {
  deposits: readonly Deposit[];
  onClose: () => void;
}

/** Asks for the list, and leads to where entries are proposed: what was inferred is filled in, and can be changed there. */
export function ProposeDepositsDialog({ deposits, onClose }: Props) {
  const t = useText();
  const navigate = useNavigate();
  const { data: lists = [] } = useWatchlists();
  const [list, setList] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (list === undefined) return;
    void navigate({ to: "/watchlists/$id/propose", params: { id: list }, search: { add: deposits.map(begunOf) } });
  };
  return (
    <ModalOverlay className="backdrop" isOpen onOpenChange={onClose} isDismissable>
      <Modal className="dialog">
        <Dialog>
          <form onSubmit={submit}>
            <Heading slot="title">{t("list.deposit.propose", { count: deposits.length })}</Heading>
            <p className="muted">{t("list.deposit.propose.lead")}</p>
            <Choice
              label={t("list.list")}
              value={list}
              onChange={setList}
              options={lists.map(({ id, title }) => ({ id, name: `${id} · ${title}` }))}
              placeholder={t("list.propose.choose")}
            />
            <div className="actions">
              <Button slot="close">{t("show.cancel")}</Button>
              <Button kind="primary" type="submit" isDisabled={list === undefined}>
                {t("list.goOn")}
              </Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function begunOf({ address, entity, confidence }: Deposit): BegunEntry {
  return { address, category: "exchange", confidence, ...(entity !== undefined && { entity }) };
}
