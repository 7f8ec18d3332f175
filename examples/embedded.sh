#!/bin/sh
# Runs a service that has a saga of its own: transfers of money between banks, on a real PostgreSQL and a real Kafka broker.
# Needs a JDK 17 or newer, nothing else. Builds what is missing or older than its sources first. --help says more.
set -eu

self=$0
while [ -h "$self" ]; do
  target=$(readlink -- "$self")
  case $target in /*) self=$target ;; *) self=$(dirname -- "$self")/$target ;; esac
done
root=$(CDPATH='' cd -- "$(dirname -- "$self")/.." && pwd)
example=embedded
. "$root/examples/prepare.sh"

set -- -cp "$module/target/embedded.jar:$module/target/lib/*" dev.saga.examples.embedded.Embedded "$@"
# Newer Java warns of what the Kafka broker's libraries do.
if [ "$version" -ge 24 ]; then set -- --sun-misc-unsafe-memory-access=allow "$@"; fi
if [ "$version" -ge 22 ]; then set -- --enable-native-access=ALL-UNNAMED "$@"; fi
exec "$java" -Xms256m -Xmx1g -XX:+UseSerialGC "$@"
