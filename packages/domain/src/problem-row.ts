export type RetryClass =
  /** Trying the same again later may work. */
  | "retry"
  /** Another endpoint may answer what this one cannot. */
  | "failover"
  /** Nothing changes until a person changes something. */
  | "fatal";

export interface CatalogueRow {
  title: string;
  hint: string;
  retry: RetryClass;
}
