#!/bin/sh
# Brings the shipped lists that the database does not hold yet. A list that is there stays as it is: importing this
# image's snapshot over what an operator imported since would take entries off it.
# $@: the redflag command, in as many words as it has.
set -eu

held=$("$@" watchlist list --json)
for folder in watchlists/*/; do
  list=$(basename "$folder")
  # Play money, on a chain that only the demo has.
  [ "$list" = demo ] && continue
  case $held in
    *"\"id\":\"$list\""*) echo "$list: held already" ;;
    *) "$@" watchlist import "$folder" ;;
  esac
done
