import type { OperatorNotice } from "@redflag/contract/operator-notice";
import { webhookBody } from "@redflag/contract/webhook-body";
import { boundOf, conditionText } from "@redflag/domain/condition";
import type { ConditionNews } from "@redflag/domain/condition-news";

export interface NoticeContent {
  createdAt: Date;
  news: readonly ConditionNews[];
  /** Where this Redflag is reached. */
  publicUrl?: string | undefined;
}

const CHANGES = { opened: "", worse: "Worse: ", over: "Over: " } as const;

/** In plain text. */
export function noticeMail({ news, publicUrl }: NoticeContent): { subject: string; text: string } {
  const [first] = news;
  if (first === undefined) throw new Error("Broken invariant: a notice tells of something");
  const isUrgent = news.some(({ change, severity }) => change !== "over" && severity === "critical");
  const more = news.length === 1 ? "" : ` (and ${news.length - 1} more)`;
  const parts = news.map((each) => {
    const since = new Date(each.since * 1_000).toISOString();
    const help = each.change === "over" ? "" : `\n  What to do: docs/runbook.md#${boundOf(each.kind).runbook}`;
    return `${sentenceOf(each)}\n  ${each.severity}, since ${since}${help}`;
  });
  const place = publicUrl === undefined ? [] : [`${publicUrl}/operations shows it as it is now.`];
  return {
    subject: `[Redflag] ${isUrgent ? "CRITICAL " : ""}${sentenceOf(first)}${more}`,
    text: `${[...parts, ...place, "`redflag notifications` lists what is open."].join("\n\n")}\n`,
  };
}

/** Exactly what is signed and sent. */
export function noticeBody({ createdAt, news, publicUrl }: NoticeContent): string {
  const data: OperatorNotice["data"] = {
    ...(publicUrl !== undefined && { installation: publicUrl }),
    news: news.map(({ since, ...each }) => ({
      ...each,
      since: new Date(since * 1_000).toISOString(),
      text: conditionText(each),
      runbook: boundOf(each.kind).runbook,
    })),
  };
  return webhookBody({ payload: { type: "operator.notice", ...data }, releasedAt: createdAt });
}

/** What is over has no figure any more. */
function sentenceOf(news: ConditionNews): string {
  return `${CHANGES[news.change]}${conditionText(news)}`;
}
