import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import { Link } from "@tanstack/react-router";
import { Printer } from "lucide-react";
import { AddressLink } from "../show/address.tsx";
import { Button } from "../show/button.tsx";
import { Text } from "../words/words.tsx";
import styles from "./subject-line.module.css";
import { useDossier } from "./use-dossier.ts";

/** Whom the alert is about, why other rules are silent of it, and the whole as a file. */
export function SubjectLine({ alert: { id, subject } }: { alert: AlertDetail }) {
  const { print, isGathering } = useDossier(id);
  return (
    <p className={styles.subject}>
      <span>
        <span className="muted">
          <Text id="alert.subject" />
        </span>{" "}
        <AddressLink caip10={subject} copy />
      </span>
      <span className="screen-only">
        <Link to="/addresses/$address" params={{ address: subject }} hash="why">
          <Text id="alert.whyNot" />
        </Link>
      </span>
      <span className="screen-only">
        <Button kind="quiet" onPress={() => void print()} isPending={isGathering}>
          <Printer size={14} aria-hidden />
          <Text id="alert.dossier" />
        </Button>
      </span>
    </p>
  );
}
