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
chaos=$root/examples/chaos
built=$chaos/target/built
runner=$root/saga-runner/target/saga-runner.jar

if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi
version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1) || version=
if [ -z "$version" ] || [ "$version" -lt 17 ]; then
  echo "chaos: a JDK 17 or newer is needed, on the PATH or as JAVA_HOME; '$java' is ${version:-no Java}" >&2
  exit 1
fi

is_current() {
  [ -f "$built" ] && [ -f "$runner" ] && [ -z "$(find "$root/pom.xml" "$root"/saga-*/pom.xml "$root"/saga-*/src/main \
    "$root"/examples/*/pom.xml "$root/examples/servers/src/main" "$chaos/src/main" -newer "$built" -print 2>&1 |
    head -n 1)" ]
}

build() {
  echo "building, about a minute the first time" >&2
  touch "$building/started"
  log=$building/log
  if ! (cd "$root" && ./mvnw -q -DskipTests -Dspotless.check.skip=true -pl examples/chaos -am package) >"$log" 2>&1; then
    cat "$log" >&2
    echo "chaos: the build failed" >&2
    exit 1
  fi
  mv -f "$building/started" "$built"
}

# Of several chaos runs that find something to build, one builds and the others wait.
building=$chaos/target/building
if ! is_current; then
  mkdir -p "$chaos/target"
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

set -- -Dchaos.runner="$runner" -cp "$chaos/target/chaos.jar:$chaos/target/lib/*" \
  dev.saga.examples.chaos.Chaos "$@"
exec "$java" -Xms256m -Xmx1g -XX:+UseSerialGC "$@"
