#!/bin/sh
# Runs the load test: bookings through a real PostgreSQL, a real Kafka broker and the runner, each in its own process.
# Needs a JDK 17 or newer, nothing else. Builds what is missing or older than its sources first. --help says more.
set -eu

self=$0
while [ -h "$self" ]; do
  target=$(readlink -- "$self")
  case $target in /*) self=$target ;; *) self=$(dirname -- "$self")/$target ;; esac
done
root=$(CDPATH='' cd -- "$(dirname -- "$self")/.." && pwd)
example=loadtest
needs=$root/saga-runner/target/saga-runner.jar
. "$root/examples/prepare.sh"

set -- -Dloadtest.runner="$needs" -cp "$module/target/loadtest.jar:$module/target/lib/*" \
  dev.saga.examples.loadtest.LoadTest "$@"
exec "$java" -Xms512m -Xmx2g -XX:+UseSerialGC "$@"
