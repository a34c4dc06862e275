#!/usr/bin/env bash
# Runs a command beside a PostgreSQL server of its own, which KOTWAL_TEST_POSTGRES names, and stops that server afterwards.
#   tests/postgres.sh artifacts/bin/Kotwal.City.Tests/release/Kotwal.City.Tests
# The server is Debian's postgresql, 15 or newer. It listens on a socket in a temporary folder only, and keeps nothing.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
if [ -z "$bin" ]; then
  echo "PostgreSQL is not installed (Debian: postgresql)." >&2
  exit 2
fi

folder=$(mktemp -d /tmp/kotwal-postgres.XXXXXX)
# The server refuses to run as root.
as=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as=(runuser -u postgres --)
fi

# Everyone on the machine could connect through the socket, so only those who may enter the folder reach it.
stop() {
  (cd / && "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop) || true
  rm -rf "$folder"
}
trap stop EXIT
# A language's own order of words by default, as a city's server may have it, shows where ours would lean on it.
(cd / && "${as[@]}" "$bin/initdb" -D "$folder/data" -U kotwal -A trust -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US --no-sync >/dev/null)
# Nothing has to outlive this run, so nothing is synced.
(cd / && "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -s -w -l "$folder/log" \
  -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400" start)

export KOTWAL_TEST_POSTGRES="Host=$folder;Username=kotwal"
"$@"
