import type { CaseDetail } from "@redflag/contract/http/routes/cases";
import { useMutation } from "@tanstack/react-query";
import { UserPlus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { Choice } from "../show/choice.tsx";
import { Panel } from "../show/panel.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import styles from "./cases.module.css";
import { useDeed } from "./use-case.ts";
import { usePeople } from "./use-people.ts";

const ROLES = ["editor", "reader"] as const;

interface Props {
  detail: CaseDetail;
  mayWrite: boolean;
}

/** Who sees the case, besides supervisors. */
export function CaseMembers({ detail: { id, members }, mayWrite }: Props) {
  const t = useText();
  const deed = useDeed(id);
  const remove = useMutation({
    mutationFn: (person: string) => deed(() => api.removeCaseMember({ params: { id, person: idOf(person) } })),
  });
  return (
    <Panel title={t("case.members")} flush>
      <ul className={styles.rows}>
        {members.map((member) => (
          <li key={member.id}>
            <bdi>{member.name}</bdi>
            <span className="muted">{t(`case.role.${member.role}`)}</span>
            {mayWrite && member.role !== "owner" && (
              <Button
                kind="quiet"
                aria-label={t("case.member.remove", { name: member.name })}
                isPending={remove.isPending && remove.variables === member.id}
                onPress={() => remove.mutate(member.id)}
              >
                <X size={14} aria-hidden />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {remove.error !== null && <FailureLine error={remove.error} />}
      {mayWrite && <NewMember id={id} members={members} />}
    </Panel>
  );
}

/** Members are named with their kind, `user:<id>`. */
function idOf(member: string): string {
  return member.slice(member.indexOf(":") + 1);
}

function NewMember({ id, members }: { id: string; members: CaseDetail["members"] }) {
  const t = useText();
  const deed = useDeed(id);
  const there = new Set(members.filter(({ role }) => role === "owner").map((member) => idOf(member.id)));
  const people = usePeople().filter((person) => !there.has(person.id));
  const [person, setPerson] = useState<string>();
  const [role, setRole] = useState<(typeof ROLES)[number]>("editor");
  const add = useMutation({
    mutationFn: (chosen: string) => deed(() => api.addCaseMember({ params: { id }, body: { person: chosen, role } })),
    onSuccess: () => setPerson(undefined),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (person !== undefined) add.mutate(person);
  };
  return (
    <form className={styles.inlineForm} onSubmit={submit}>
      <Choice
        label={t("case.person")}
        value={person}
        onChange={setPerson}
        options={people}
        placeholder={t("case.person.which")}
      />
      <Choice
        label={t("case.role")}
        value={role}
        onChange={setRole}
        options={ROLES.map((one) => ({ id: one, name: t(`case.role.${one}`) }))}
      />
      <Button type="submit" isPending={add.isPending} isDisabled={person === undefined}>
        <UserPlus size={14} aria-hidden />
        {t("case.member.add")}
      </Button>
      {add.error !== null && <FailureLine error={add.error} />}
    </form>
  );
}
