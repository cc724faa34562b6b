export function CasesPage() {
  return <div />;
}
