#!/bin/sh
# Runs bookings through a real PostgreSQL, a real Kafka broker and three runners, all of which are killed,
# cut off and slowed meanwhile, and checks every promise afterwards.
# Needs a JDK 17 or newer, nothing else. Builds what is missing or older than its sources first. --help says more.
set -eu

self=$0
while [ -h "$self" ]; do
  target=$(readlink -- "$self")
  case $target in /*) self=$target ;; *) self=$(dirname -- "$self")/$target ;; esac
done
root=$(CDPATH='' cd -- "$(dirname -- "$self")/.." && pwd)
example=chaos
needs=$root/saga-runner/target/saga-runner.jar
. "$root/examples/prepare.sh"

set -- -Dchaos.runner="$needs" -cp "$module/target/chaos.jar:$module/target/lib/*" \
  dev.saga.examples.chaos.Chaos "$@"
exec "$java" -Xms256m -Xmx1g -XX:+UseSerialGC "$@"
