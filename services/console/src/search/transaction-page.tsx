export function TransactionPage() {
  return <div />;
}
