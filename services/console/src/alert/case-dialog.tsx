import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { Dialog, Heading, Input, Label, Modal, ModalOverlay, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { RequestKeys } from "../review/request-keys.ts";
import { Button } from "../show/button.tsx";
import { RadioChoice, RadioChoices } from "../show/radio-choices.tsx";
import { Failure, FailureLine, Loading } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";

const NEW = "new";
const TITLE_CHARS_MAX = 100;
const REASON_CHARS_MAX = 500;

/** Takes the alert into a case that is open, or opens one with it. It says where it went, and stays where that failed. */
export function CaseDialog({ alert, onDone }: { alert: string; onDone: () => void }) {
  const t = useText();
  const cases = useOpenCases();
  const taking = useTaking(alert);
  const [chosen, setChosen] = useState(NEW);
  const [title, setTitle] = useState("");
  const [reason, setReason] = useState("");
  const isTaken = taking.data !== undefined;
  const isReady = chosen !== NEW || (title.trim() !== "" && reason.trim() !== "");
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || taking.isPending || isTaken) return;
    taking.mutate(chosen === NEW ? { title: title.trim(), reason: reason.trim() } : { id: chosen });
  };
  return (
    <ModalOverlay className="backdrop" isOpen onOpenChange={onDone} isKeyboardDismissDisabled={taking.isPending}>
      <Modal className="dialog">
        <Dialog>
          <form onSubmit={send}>
            <Heading slot="title">
              <Text id="alert.case" />
            </Heading>
            {cases.isPending && <Loading rows={2} />}
            {cases.error !== null && <Failure error={cases.error} onRetry={() => void cases.refetch()} />}
            <RadioChoices value={chosen} onChange={setChosen} isDisabled={isTaken}>
              <Label>{t("alert.case.which")}</Label>
              <RadioChoice value={NEW}>{t("alert.case.new")}</RadioChoice>
              {cases.data?.pages
                .flatMap(({ items }) => items)
                .map(({ id, number, title: name }) => (
                  <RadioChoice key={id} value={id}>
                    <span className="number ltr">{number}</span> <bdi>{name}</bdi>
                  </RadioChoice>
                ))}
            </RadioChoices>
            {cases.hasNextPage && (
              <Button kind="quiet" onPress={() => void cases.fetchNextPage()} isPending={cases.isFetchingNextPage}>
                <Text id="alert.case.more" />
              </Button>
            )}
            {chosen === NEW && !isTaken && (
              <>
                <Field label="alert.case.title" value={title} onChange={setTitle} max={TITLE_CHARS_MAX} />
                <Field label="review.reason" value={reason} onChange={setReason} max={REASON_CHARS_MAX} />
              </>
            )}
            {taking.error !== null && <FailureLine error={taking.error} />}
            <p role="status">
              {taking.data !== undefined && (
                <Link to="/cases/$id" params={{ id: taking.data }}>
                  <Text id="alert.case.taken" />
                </Link>
              )}
            </p>
            <div className="actions">
              <Button onPress={onDone}>{t(isTaken ? "shell.close" : "review.cancel")}</Button>
              {!isTaken && (
                <Button kind="primary" type="submit" isDisabled={!isReady} isPending={taking.isPending}>
                  <Text id="alert.case.take" />
                </Button>
              )}
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface FieldProps {
  label: "alert.case.title" | "review.reason";
  value: string;
  onChange: (value: string) => void;
  max: number;
}

function Field({ label, value, onChange, max }: FieldProps) {
  return (
    <TextField className="field" isRequired value={value} onChange={onChange} maxLength={max}>
      <Label>
        <Text id={label} />
      </Label>
      <Input className="input" dir="auto" />
    </TextField>
  );
}

function useOpenCases() {
  return useInfiniteQuery({
    queryKey: ["cases", "open"],
    queryFn: async ({ pageParam }) => {
      const query = { status: "open" as const, ...(pageParam !== undefined && { cursor: pageParam }) };
      return (await api.listCases({ query })).body;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
}

type Taken = { id: string } | { title: string; reason: string };

/** Gives the id of the case that has the alert now. */
function useTaking(alert: string) {
  const client = useQueryClient();
  const keys = useRef(new RequestKeys());
  return useMutation({
    mutationFn: (into: Taken) =>
      keys.current.during(into, async (idempotencyKey) => {
        if ("id" in into) {
          await api.addCaseAlerts({ params: { id: into.id }, body: { alerts: [alert] }, idempotencyKey });
          return into.id;
        }
        return (await api.createCase({ body: { ...into, alerts: [alert] }, idempotencyKey })).body.id;
      }),
    onSuccess: (id) => {
      void client.invalidateQueries({ queryKey: ["cases"] });
      void client.invalidateQueries({ queryKey: ["case", id] });
    },
  });
}
