import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { Panel } from "../show/panel.tsx";
import { Failure, Loading } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./address.module.css";
import { RuleRecords } from "./rule-records.tsx";

/** How near each rule came to firing on what the address sent. It is judged anew, so it is asked for. */
export function WhyNoAlert({ caip10 }: { caip10: string }) {
  const t = useText();
  const isLinked = useLocation({ select: ({ hash }) => hash === "why" });
  const [isAsked, setAsked] = useState(false);
  const isOpen = isAsked || isLinked;
  return (
    <Panel title={t("address.why")} id="why" flush={isOpen}>
      {isOpen ? (
        <Answer caip10={caip10} isLinked={isLinked} />
      ) : (
        <div className={styles.ask}>
          <p className="muted">{t("address.why.hint")}</p>
          <Button onPress={() => setAsked(true)}>{t("address.why.ask")}</Button>
        </div>
      )}
    </Panel>
  );
}

function Answer({ caip10, isLinked }: { caip10: string; isLinked: boolean }) {
  const t = useText();
  const { data, error, refetch } = useQuery({
    queryKey: ["address", caip10, "why"],
    queryFn: async () => (await api.whyAddress({ params: { caip10 } })).body,
  });
  // The link led here before there was anything to scroll to.
  const isThere = data !== undefined;
  useEffect(() => {
    if (isLinked && isThere) document.getElementById("why")?.scrollIntoView();
  }, [isLinked, isThere]);
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const { address, notInLedger } = data;
  return (
    <>
      <div className={`muted ${styles.pad}`} role="status">
        <p>{t("address.why.judged", { count: address.sent })}</p>
        {address.isCut && <p className={styles.strong}>{t("address.why.cut")}</p>}
        {notInLedger !== undefined && (
          <p>
            <Text
              id="address.why.absent"
              values={{ covered: notInLedger.covered.map(({ from, to }) => `${from}–${to}`).join(", ") || "–" }}
            />
          </p>
        )}
      </div>
      {address.rules.length > 0 && <RuleRecords rules={address.rules} caip10={caip10} />}
    </>
  );
}
