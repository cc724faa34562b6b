import { findChainById } from "@redflag/domain/chain-registry";
import { USD } from "@redflag/domain/flow-worth";
import { RATE_AGE_DAYS_MAX } from "@redflag/domain/rate-table";
import { listContracts } from "@redflag/domain/token-registry";
import { type RawBuilder, sql } from "kysely";
import { byteaArray, textArray } from "./sql-array.ts";

/**
 * For a statement that has `stored`, an alert's row, and `given.first_ordinal`, its first finding that the row's worth does not
 * count yet: columns `worth` and `usd_micros` as they are with it and all that follow. A payment counts once, however many
 * findings of the alert are on it: evidence is in ledger order, so these are beside each other. In millionths, rounded down a
 * payment at a time, so that it does not matter in how many steps they came.
 */
export function worthWith(chainId: number): RawBuilder<unknown> {
  const chain = findChainById(chainId);
  const known = chain === undefined ? [] : listContracts(chain.name);
  // Millionths of a base unit; an exact decimal, since SQL rounds where it divides.
  const units = known.map(({ contract: { decimals } }) => tenTo(6 - decimals));
  const first = sql`case when stored.worth is null then 0 else given.first_ordinal end`;
  return sql`(
    select coalesce(jsonb_object_agg(currency, micros::text) filter (where currency is not null), '{}') as worth,
      case when bool_or(usd_micros is null) then -1 else coalesce(sum(usd_micros), 0) end as usd_micros
    from (
      select currency, sum(micros) as micros, case when count(*) = count(usd_micros) then sum(usd_micros) end as usd_micros
      from (
        select key as currency, value::numeric as micros, 0 as usd_micros
        from jsonb_each_text(stored.worth) where ${first} > 0
        union all
        select null, 0, nullif(stored.worth_usd_micros, -1) where ${first} > 0
        union all
        select peg, micros, case peg when ${USD} then micros
          else div(micros * ${perEur(sql`${USD}`)}, ${perEur(sql`peg`)}) end
        from (
          select token.peg, trunc(finding.amount * token.unit) as micros,
            (finding.block_time at time zone 'UTC')::date as day
          from (
            select ordinal, token, amount, block_time, (block_number, log_index)
              is not distinct from (lag(block_number) over in_order, lag(log_index) over in_order) as is_again
            from evidence where alert_id = stored.id and ordinal >= ${first} - 1
            window in_order as (order by ordinal)
          ) as finding
          left join unnest(
            ${byteaArray(known.map(({ contract }) => contract.address))}::bytea[],
            ${textArray(known.map(({ token }) => token.peg))}::text[], ${textArray(units)}::numeric[]
          ) as token (address, peg, unit) on token.address = finding.token
          where finding.ordinal >= ${first} and not finding.is_again
        ) as payment
      ) as part
      group by currency
    ) as total
  )`;
}

function tenTo(power: number): string {
  return power < 0 ? `0.${"1".padStart(-power, "0")}` : `1${"0".repeat(power)}`;
}

/** As `RateTable` converts: by the newest rate of the payment's day or the days before, of the lists as they are now. */
function perEur(currency: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case ${currency} when 'EUR' then 1 else (
    select per_eur from rate_list join rate on rate.list_id = rate_list.id
    where rate.currency = ${currency} and ended_seq is null and day between payment.day - ${sql.lit(RATE_AGE_DAYS_MAX)} and payment.day
    order by day desc, rate_list.id collate "C" limit 1
  ) end`;
}
