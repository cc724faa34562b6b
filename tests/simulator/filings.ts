import { differences } from "./differences.ts";
import type { Stored, StoredEvidence } from "./stored.ts";

/** Five of twelve seeds file reports, none of them in the museum. */
export function filesReports(seed: number): boolean {
  return [0, 2, 4, 7, 10].includes(seed % 12);
}

/** Watches what was filed after each step of the lane: it is never withdrawn, and changes nowhere unannotated. */
export class FilingWatch {
  readonly #stored: Stored;
  /** By alert that stands by its filing alone, its evidence. */
  #frozen = new Map<string, StoredEvidence[]>();

  constructor(stored: Stored) {
    this.#stored = stored;
  }

  async look(): Promise<string[]> {
    const filed = await this.#stored.filings.filed();
    if (filed.length === 0) return [];
    const alerts = new Map((await this.#stored.alerts()).map((alert) => [alert.id, alert]));
    const evidence = Map.groupBy(await this.#stored.evidence(), (row) => row.alert);
    const annotations = Map.groupBy(await this.#stored.filings.annotations(), ({ alert }) => alert);
    const violations: string[] = [];
    const frozen = new Map<string, StoredEvidence[]>();
    for (const { alert: id, revision } of filed) {
      const say = (text: string) => violations.push(`filed alert ${id.slice(0, 12)}: ${text}`);
      const [alert, own, notes] = [alerts.get(id), evidence.get(id) ?? [], annotations.get(id) ?? []];
      if (alert === undefined || alert.state === "withdrawn") say("is withdrawn");
      const isWhole = own.some((row) => row.revision === revision);
      const isTold = notes.some(({ kind, filed: lost }) => kind === "differs" && lost?.includes(revision) === true);
      if (!isWhole && !isTold) say("stands on other evidence than was filed, and nobody says so");
      const last = notes.at(-1)?.kind;
      if (last === "found_again" && !isWhole) say("is found again, and stands on other evidence than was filed");
      if (notes.some(({ kind }, i) => kind === "not_found_again" && notes[i - 1]?.kind === kind)) say("is lost twice");
      if (notes[0]?.kind === "found_again") say("is found again, and was never lost");
      if (notes.some(({ seq }, i) => seq !== i + 1)) say("annotations are not numbered through");
      if (last !== "not_found_again") continue;
      // Evidence that had come since and was not final yet may still be taken back or made final.
      frozen.set(
        id,
        own.filter(({ isFinal }) => isFinal),
      );
    }
    for (const [id, before] of this.#frozen) {
      const now = frozen.get(id);
      if (now === undefined) continue;
      violations.push(...differences(`filed alert ${id.slice(0, 12)}`, now.slice(0, before.length), before));
    }
    this.#frozen = frozen;
    return violations;
  }
}
