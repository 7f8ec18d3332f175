#!/bin/sh
# Runs the benchmarks of the core: one message, one history, one encoding, and the whole loop in memory.
# Needs a JDK 17 or newer, nothing else. Builds what is missing or older than its sources first. --help says more.
set -eu

usage() {
  cat <<'USAGE'
usage: benchmarks.sh [--quick] [NAME…] [JMH OPTION…]

Measures what the core costs without a database and a broker, with JMH, on one thread.

  InMemoryThroughput  messages per second through the whole loop in memory, in batches of 500
  StepCost            one message through the rules: decide, evolve, react
  RehydrationCost     the replay of a history of 10, 100 and 1,000 events
  CodecCost           one message read, one event and one command written
  IdentityCost        the digests: the identity of a message, the id of a command
  ObserverCost        one message metered

  --quick             one fork and few iterations: a look, not a measurement
  --help              print this
  NAME                only the benchmarks whose name has this in it (a regular expression)
  JMH OPTION          such as -p products=3, -prof gc or -f 5; -h lists them

Exit status: 0 measured, 1 something failed, 2 wrong usage.
USAGE
}

if [ "${1:-}" = --help ]; then
  usage
  exit 0
fi

self=$0
while [ -h "$self" ]; do
  target=$(readlink -- "$self")
  case $target in /*) self=$target ;; *) self=$(dirname -- "$self")/$target ;; esac
done
root=$(CDPATH='' cd -- "$(dirname -- "$self")/.." && pwd)
example=benchmarks
. "$root/examples/prepare.sh"

case ${1:-} in
  --quick)
    shift
    set -- -f 1 -wi 3 -w 1s -i 3 -r 1s "$@"
    ;;
  --*)
    echo "benchmarks: unknown option $1; --help lists what there is" >&2
    exit 2
    ;;
esac
exec "$java" -cp "$module/target/benchmarks.jar:$module/target/lib/*" org.openjdk.jmh.Main -foe true "$@"
