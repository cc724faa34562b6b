import type { AddressFlows, Counterparty } from "@redflag/contract/http/routes/flows";
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { AddressLink } from "../show/address.tsx";
import { Panel } from "../show/panel.tsx";
import type { MessageId } from "../words/en.ts";
import { useText } from "../words/words.tsx";
import styles from "./address.module.css";
import { Coverage } from "./coverage.tsx";
import { PartyMarks } from "./party-marks.tsx";
import { compareUnits, unitsOfAll } from "./party-order.ts";
import { TokenAmounts } from "./token-amounts.tsx";

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
const column = createColumnHelper<typeof features, Counterparty>();

type Party = { original: Counterparty };
const byReceived = (a: Party, b: Party) =>
  compareUnits(unitsOfAll(a.original.received), unitsOfAll(b.original.received));
const byPaid = (a: Party, b: Party) => compareUnits(unitsOfAll(a.original.paid), unitsOfAll(b.original.paid));
const byPayments = (a: Party, b: Party) => a.original.payments - b.original.payments;

const columns = column.columns([
  column.display({
    id: "address",
    cell: ({ row }) => <AddressLink caip10={row.original.address} copy />,
  }),
  column.display({
    id: "marks",
    cell: ({ row }) => (
      <span className={styles.marks}>
        <PartyMarks party={row.original} />
      </span>
    ),
  }),
  column.accessor("received", {
    cell: ({ row }) => <TokenAmounts flows={row.original.received} />,
    sortFn: byReceived,
    sortDescFirst: true,
  }),
  column.accessor("paid", {
    cell: ({ row }) => <TokenAmounts flows={row.original.paid} />,
    sortFn: byPaid,
    sortDescFirst: true,
  }),
  column.accessor("payments", {
    cell: ({ row }) => <span className="number">{row.original.payments}</span>,
    sortFn: byPayments,
    sortDescFirst: true,
  }),
]);

const NAMES: Readonly<Record<string, MessageId>> = {
  address: "address.party",
  marks: "address.party.marks",
  received: "address.party.received",
  paid: "address.party.paid",
  payments: "address.party.payments",
};

/** Whom the address paid and was paid by, among the payments that were read. */
export function Counterparties({ flows }: { flows: AddressFlows }) {
  const t = useText();
  const { items } = flows.counterparties;
  return (
    <Panel title={t("address.counterparties")} id="counterparties" flush>
      <Coverage flows={flows} />
      {items.length > 0 && <PartyTable items={items} />}
    </Panel>
  );
}

function PartyTable({ items }: { items: Counterparty[] }) {
  const t = useText();
  const table = useTable({ features, columns, data: items, enableMultiSort: false });
  return (
    <div className={`scroll ${styles.tall}`}>
      <table className="data-table">
        <thead className={styles.sticky}>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map(({ id, column: one }) => {
                const sorted = one.getIsSorted();
                const name = t(NAMES[id] ?? "address.party");
                return (
                  <th
                    key={id}
                    scope="col"
                    className={isAmountColumn(id) ? "amount" : undefined}
                    aria-sort={sorted === false ? undefined : sorted === "asc" ? "ascending" : "descending"}
                  >
                    {one.getCanSort() ? (
                      <button type="button" className={styles.sort} onClick={() => one.toggleSorting()}>
                        {name}
                        {sorted === "asc" && <ArrowUp size={12} aria-hidden />}
                        {sorted === "desc" && <ArrowDown size={12} aria-hidden />}
                      </button>
                    ) : (
                      name
                    )}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getAllCells().map((cell) => (
                <td key={cell.id} className={isAmountColumn(cell.column.id) ? "amount" : undefined}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function isAmountColumn(id: string): boolean {
  return id !== "address" && id !== "marks";
}
