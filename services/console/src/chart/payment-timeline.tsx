interface TimelinePayment {
  at: string;
  direction: "in" | "out";
  amount: string;
  currency: string;
}

interface Props {
  payments: readonly TimelinePayment[];
  from?: string | undefined;
  to?: string | undefined;
  window?: { from: string; to: string } | undefined;
}

export function PaymentTimeline({ payments }: Props) {
  return <div data-payments={payments.length} />;
}
