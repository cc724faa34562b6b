import type { AuditContent, AuditRow } from "@redflag/domain/audit";

/** "12  2026-01-05T10:00:00.000Z  user ann@example.org  user.create of user:…, refused  from 10.0.0.1  {…}" */
export function auditRowText({ seq, content }: AuditRow): string {
  const { at, actor, action, subject, outcome, ip, detail } = JSON.parse(content) as AuditContent;
  const what = `${action}${subject === undefined ? "" : ` of ${subject}`}${outcome === "refused" ? ", refused" : ""}`;
  const who = [actor.kind, actor.name || actor.id].filter((word) => word !== "").join(" ");
  const parts = [`${seq}`, at, who, what];
  if (ip !== undefined) parts.push(`from ${ip}`);
  if (detail !== undefined) parts.push(JSON.stringify(detail));
  return visible(parts.join("  "));
}

export function auditRowJson({ seq, hash, content }: AuditRow): object {
  return { seq, ...(JSON.parse(content) as AuditContent), hash };
}

/** Names come from outside: nothing in them may act on the terminal, hide, or turn the line around. */
function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
}
