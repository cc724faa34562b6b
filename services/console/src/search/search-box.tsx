/** Global search. */
export function SearchBox() {
  return <div />;
}
