#!/bin/sh
# Runs the proofs of reliability again and again, with new seeds, each run in a process of its own, until one fails.
# Needs a JDK 17 or newer, nothing else. Builds once, before the first run. --help says more.
set -eu

usage() {
  cat <<'USAGE'
usage: prove.sh [--times N] [--only NAME,…] [--seed S]

Runs every proof N times (once by default), round by round, and stops at the first failure.

  simulation  a million sagas in one process, with everything that can be lost, late or repeated      seeded
  races       two instances that want the same message, saga or right to publish, on PostgreSQL
  kills       a runner is killed in the middle of 500 bookings and started again
  outages     the database or the network is away, silent, full or read-only under one runner
  rolling     three instances are restarted in turn under load
  crashes     the crash-point matrix, then every point in a situation of the seed's choice            seeded
  chaos       a minute of every fault under load, with the runner's jar                               seeded

  --times N     how often, 1 by default
  --only NAME,… only these
  --seed S      the seed of the first round, drawn by default; each round adds one

Prints one line per run and a summary of what was counted. The output of each run is in target/proofs; that of a run that
failed is shown from its end, with the command that repeats it.
Exit status: 0 every run held, 1 one did not, 2 wrong usage.
USAGE
}

wrong() { echo "prove: $1; --help says what there is" >&2; exit 2; }

all='simulation races kills outages rolling crashes chaos'
times=1 only=$all seed=$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --times | --only | --seed) [ $# -gt 1 ] || wrong "$1 needs a value" ;;
    *) wrong "there is no option $1" ;;
  esac
  case $1 in
    --times) times=$2 ;; --seed) seed=$2 ;; --only) only=$(echo "$2" | tr ',' ' ') ;;
  esac
  shift 2
done
case $times in '' | 0* | *[!0-9]*) wrong "--times should be a whole number from 1, not $times" ;; esac
case $seed in '' | 0?* | *[!0-9]* | ??????????*) wrong "--seed should be a whole number of at most nine digits, not $seed" ;; esac
[ -n "$only" ] || wrong "--only needs a name"
for proof in $only; do
  case " $all " in *" $proof "*) ;; *) wrong "there is no proof $proof" ;; esac
done

self=$0
while [ -h "$self" ]; do
  target=$(readlink -- "$self")
  case $target in /*) self=$target ;; *) self=$(dirname -- "$self")/$target ;; esac
done
root=$(CDPATH='' cd -- "$(dirname -- "$self")/.." && pwd)
cd "$root"
example=chaos
needs=$root/saga-runner/target/saga-runner.jar
. "$root/examples/prepare.sh"
maven='./mvnw -B -Dspotless.check.skip=true -Dsurefire.failIfNoSpecifiedTests=false -am'
run="$maven -Dmaven.main.skip=true"
proofs=$root/target/proofs
mkdir -p "$proofs"
$maven -q -pl saga-runner test-compile >"$proofs/build.log" 2>&1 || { cat "$proofs/build.log" >&2; echo "prove: the build failed" >&2; exit 1; }

# What a proof runs, as a command that can be repeated by hand.
command_of() {
  case $1 in
    simulation) echo "$run -pl saga-core -Dtest=SimulationTest -Dsimulation.seed=$2 test" ;;
    races) echo "$run -pl saga-postgres -Dtest=*RaceTest,OutboxLeaseTest,OutboxShardTest test" ;;
    kills) echo "$run -pl saga-runner -Dtest=KilledRunnerTest,LateCommitTest test" ;;
    outages) echo "$run -pl saga-runner -Dtest=OutageTest test" ;;
    rolling) echo "$run -pl saga-runner -Dtest=RollingRestartTest test" ;;
    crashes) echo "$run -pl saga-runner -Dtest=CrashPointMatrixTest -Dcrash.repeat=2 -Dcrash.seed=$2 test" ;;
    chaos) echo "examples/chaos.sh --minutes 1 --rate 100 --floor 1500 --seed $2 --json" ;;
  esac
}

# What a log counts, as pairs of number and name. A run that tested nothing counts nothing.
counts() {
  tr -d , <"$1" | grep -E '^(simulation from|crash-point matrix|rolling restart)' | grep -oE '[0-9]+ (sagas|bookings|crashes)' || :
  sed -n 's/^.*Tests run: \([1-9][0-9]*\), Failures: 0, Errors: 0, Skipped: 0$/\1 tests/p' "$1"
  sed -n 's/.*"bookings_ended":\([0-9]*\).*"runner_starts":\([0-9]*\).*"books":"right".*/\1 bookings\n\2 starts/p' "$1"
  sed -n 's/.*"faults":{\(.*\)},"books":"right".*/\1/p' "$1" | tr , '\n' | awk -F: '{ n += $2 } END { if (n) print n, "faults" }'
}

summary() {
  echo "$(wc -l <"$proofs/runs") runs of $(git rev-parse --short HEAD 2>/dev/null || echo 'no commit')$(git diff --quiet HEAD 2>/dev/null || echo ' with changes'), JDK $version:"
  awk '{ runs[$1]++; if ($2 != "held") failed[$1]++; if (!($1 in least) || $3 < least[$1]) least[$1] = $3
         if ($3 > most[$1]) most[$1] = $3; seeds[$1] = seeds[$1] " " $4; if (!known[$1]++) order[++n] = $1
         for (i = 5; i < NF; i += 2) { key = $1 SUBSEP $(i + 1); if (!(key in sum)) units[$1] = units[$1] " " $(i + 1); sum[key] += $i } }
    END { for (i = 1; i <= n; i++) { p = order[i]; what = ""; m = split(units[p], unit, " ")
          for (j = 1; j <= m; j++) what = what ", " sum[p, unit[j]] " " unit[j]
          gsub(/ -/, "", seeds[p])
          printf "%-10s %d runs, %d failed, %d to %d s%s%s\n", p, runs[p], failed[p], least[p], most[p], what, seeds[p] == "" ? "" : ", seeds" seeds[p] } }' "$proofs/runs"
}

: >"$proofs/runs"
trap 'summary; exit 130' INT TERM
round=1
while [ "$round" -le "$times" ]; do
  for proof in $only; do
    log=$proofs/$proof-$round.log began=$(date +%s) status=held shown=$seed
    case $proof in simulation | crashes | chaos) ;; *) shown=- ;; esac
    command=$(command_of "$proof" "$seed")
    (set -f; exec $command) >"$log" 2>&1 || status=FAILED
    counted=$(counts "$log" | tr '\n' ' ')
    [ -n "$counted" ] || status=FAILED
    took=$(($(date +%s) - began))
    echo "$proof $status $took $shown $counted" >>"$proofs/runs"
    echo "$(date +%T) $proof $round/$times $status, $took s, seed $shown: $counted"
    if [ $status = FAILED ]; then
      tail -n 60 "$log" >&2
      summary
      echo "prove: $proof failed; its output is in $log; again: $command" >&2
      exit 1
    fi
  done
  round=$((round + 1)) seed=$((seed + 1))
done
summary
