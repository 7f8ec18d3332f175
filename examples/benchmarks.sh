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
benchmarks=$root/examples/benchmarks
built=$benchmarks/target/built

if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi
version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1) || version=
if [ -z "$version" ] || [ "$version" -lt 17 ]; then
  echo "benchmarks: a JDK 17 or newer is needed, on the PATH or as JAVA_HOME; '$java' is ${version:-no Java}" >&2
  exit 1
fi

is_current() {
  [ -f "$built" ] && [ -z "$(find "$root/pom.xml" "$root/saga-core/pom.xml" "$root/saga-core/src/main" \
    "$benchmarks/pom.xml" "$benchmarks/src/main" -newer "$built" -print 2>&1 | head -n 1)" ]
}

build() {
  echo "building, about a minute the first time" >&2
  touch "$building/started"
  log=$building/log
  if ! (cd "$root" && ./mvnw -q -DskipTests -Dspotless.check.skip=true -pl examples/benchmarks -am package) >"$log" 2>&1; then
    cat "$log" >&2
    echo "benchmarks: the build failed" >&2
    exit 1
  fi
  mv -f "$building/started" "$built"
}

# Of several runs that find something to build, one builds and the others wait.
building=$benchmarks/target/building
if ! is_current; then
  mkdir -p "$benchmarks/target"
  until mkdir "$building" 2>/dev/null; do
    builder=$(cat "$building/pid" 2>/dev/null) || builder=
    if [ -n "$builder" ] && ! kill -0 "$builder" 2>/dev/null; then
      rm -rf "$building"
    else
      sleep 1
    fi
  done
  trap 'rm -rf "$building"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  echo $$ >"$building/pid"
  is_current || build
  rm -rf "$building"
  trap - EXIT INT TERM
fi

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
exec "$java" -cp "$benchmarks/target/benchmarks.jar:$benchmarks/target/lib/*" org.openjdk.jmh.Main -foe true "$@"
