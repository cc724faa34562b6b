import { useCaller } from "../api/session.ts";
import { useNow } from "../app/now.ts";
import { Time } from "../show/time.tsx";
import { Text } from "../words/words.tsx";

/** At the end of a printed page: who made it and when, and where it can be read again. */
export function PrintedBy() {
  const { name } = useCaller();
  const now = useNow();
  return (
    <p className="print-only muted">
      <Text id="alert.printed" values={{ name: <bdi>{name}</bdi>, time: <Time at={now.toISOString()} /> }} />{" "}
      <span className="ltr">{location.href}</span>
    </p>
  );
}
