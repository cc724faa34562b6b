import { useText } from "../words/words.tsx";

export function AuditPage() {
  return <h1>{useText()("audit.title")}</h1>;
}
