# Sourced by the scripts beside it, which say where the project is (root), which example they run (example), and what else
# they need of the build (needs, a file, if anything). Finds a JDK 17 or newer (java, version), and builds the example (module)
# if it is missing or older than its sources.

module=$root/examples/$example
built=$module/target/built

if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi
version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1) || version=
if [ -z "$version" ] || [ "$version" -lt 17 ]; then
  echo "$example: a JDK 17 or newer is needed, on the PATH or as JAVA_HOME; '$java' is ${version:-no Java}" >&2
  exit 1
fi

is_current() {
  [ -f "$built" ] && [ -f "${needs:-$built}" ] && [ -z "$(find "$root/pom.xml" "$root"/saga-*/pom.xml "$root"/saga-*/src/main \
    "$root"/examples/*/pom.xml "$root/examples/servers/src/main" "$module/src/main" -newer "$built" -print 2>&1 |
    head -n 1)" ]
}

build() {
  echo "building, about a minute the first time" >&2
  touch "$building/started"
  log=$building/log
  if ! (cd "$root" && ./mvnw -q -DskipTests -Dspotless.check.skip=true -pl "examples/$example" -am package) >"$log" 2>&1; then
    cat "$log" >&2
    echo "$example: the build failed" >&2
    exit 1
  fi
  mv -f "$building/started" "$built"
}

# Of several that find something to build, one builds and the others wait.
building=$module/target/building
if ! is_current; then
  mkdir -p "$module/target"
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
