#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs a command with a PostgreSQL server that is made for it and gone after it: PGHOST and its like lead there.
# It listens on a socket in its own folder only, and so meets no other server.
set -eu

bin=$(pg_config --bindir)
if [ ! -x "$bin/initdb" ]; then
  echo "There is no initdb in $bin: the server (postgresql-15) is not installed." >&2
  exit 1
fi

# The server refuses to run as root.
as_server() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"
  else
    "$@"
  fi
}

here=$PWD
folder=$(mktemp -d /tmp/kpi_postgres.XXXXXX)  # a socket's name may be no longer than 107 bytes
started=no
remove() {
  cd /
  [ $started = no ] || as_server "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null || true
  rm -rf "$folder"
}
trap remove EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
[ "$(id -u)" -ne 0 ] || chown postgres: "$folder"

cd "$folder"
as_server "$bin/initdb" -D "$folder/data" -U kpi -A trust -E UTF8 --no-locale -N >"$folder/initdb.log" 2>&1 || {
  cat "$folder/initdb.log" >&2
  exit 1
}
started=yes
as_server "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 120 \
  -o "-k $folder -c listen_addresses='' -c fsync=off" start >/dev/null || {
  cat "$folder/server.log" >&2
  exit 1
}

cd "$here"
unset PGSERVICE PGHOSTADDR PGPASSWORD PGOPTIONS PGSSLMODE
PGHOST=$folder PGPORT=5432 PGUSER=kpi PGDATABASE=postgres "$@"
