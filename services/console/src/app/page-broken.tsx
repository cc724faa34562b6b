import { ApiProblem } from "@redflag/contract/http/api-problem";
import { Button } from "../show/button.tsx";
import { Empty, Failure } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";

/** The page itself failed, and no answer of the server's: what it says is for whoever mends it. */
export function PageBroken({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useText();
  if (error instanceof ApiProblem) return <Failure error={error} onRetry={onRetry} />;
  return (
    <div role="alert">
      <Empty title={t("shell.broken")}>
        <p>
          <bdi className="mono">{error.message}</bdi>
        </p>
        <p>
          <Text id="shell.broken.hint" />
        </p>
        <Button onPress={() => location.reload()}>
          <Text id="shell.broken.reload" />
        </Button>
      </Empty>
    </div>
  );
}
