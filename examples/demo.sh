#!/bin/sh
# Runs the demo: bookings through a real PostgreSQL, a real Kafka broker and the orchestrator, and a check of the books.
# Needs a JDK 17 or newer, nothing else. Builds what is missing or older than its sources first. --help says more.
set -eu

self=$0
while [ -h "$self" ]; do
  target=$(readlink -- "$self")
  case $target in /*) self=$target ;; *) self=$(dirname -- "$self")/$target ;; esac
done
root=$(CDPATH='' cd -- "$(dirname -- "$self")/.." && pwd)
example=demo
. "$root/examples/prepare.sh"

terminal=false
if [ -t 1 ]; then terminal=true; fi
set -- -Ddemo.terminal="$terminal" -Ddemo.bookings="$module/bookings.jsonl" \
  -cp "$module/target/demo.jar:$module/target/lib/*" dev.saga.examples.demo.Demo "$@"
# Newer Java warns of what the Kafka broker's libraries do.
if [ "$version" -ge 24 ]; then set -- --sun-misc-unsafe-memory-access=allow "$@"; fi
if [ "$version" -ge 22 ]; then set -- --enable-native-access=ALL-UNNAMED "$@"; fi
exec "$java" -Xms256m -Xmx1g -XX:+UseSerialGC "$@"
