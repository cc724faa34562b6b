import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useNow } from "../app/now.ts";
import { Text } from "../words/words.tsx";
import { sourceState } from "./source-state.ts";
import { useListSources, useWaitingProposals, useWatchlists } from "./use-lists.ts";
import styles from "./watchlists.module.css";

type Linked = (parts: ReactNode[]) => ReactNode;

/** What waits for somebody, the most urgent first; where nothing does, that. */
export function ListTasks() {
  const now = useNow();
  const { data: lists } = useWatchlists();
  const { data: sources } = useListSources();
  const { data: waiting } = useWaitingProposals();
  if (lists === undefined || sources === undefined || waiting === undefined) return null;
  const held = lists.filter((list) => list.held !== undefined);
  const unconfirmed = waiting.filter(({ emergency }) => emergency).length;
  const ill = [...sources.values()].filter((source) => ["late", "failing"].includes(sourceState(source, now)));
  const tasks = [
    { of: "unconfirmed", count: unconfirmed, link: toProposals },
    { of: "held", count: held.length, link: toList(held[0]?.id) },
    { of: "open", count: waiting.length - unconfirmed, link: toProposals },
    { of: "sources", count: ill.length, link: toList(ill[0]?.list) },
  ] as const;
  const waits = tasks.filter(({ count }) => count > 0);
  if (waits.length === 0) {
    return (
      <p className="muted">
        <Text id="list.lists.task.none" />
      </p>
    );
  }
  return (
    <ul className={styles.tasks}>
      {waits.map(({ of, count, link }) => (
        <li key={of}>
          <Text id={`list.lists.task.${of}`} values={{ count, link }} />
        </li>
      ))}
    </ul>
  );
}

const toProposals: Linked = (parts) => <Link to="/proposals">{parts}</Link>;

function toList(id: string | undefined): Linked {
  if (id === undefined) return (parts) => parts;
  return (parts) => (
    <Link to="/watchlists/$id" params={{ id }}>
      {parts}
    </Link>
  );
}
