#!/usr/bin/env bash
# The one gate: builds without a warning, checks the format, runs every test, and ends with the count of all of them.
#   ./test.sh          everything that belongs in every run
#   ./test.sh --long   also the long runs (hours)
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
[ "${1:-}" = "--long" ] && export KOTWAL_LONG_TESTS=1

# What the tests need beside the .NET SDK, as program and Debian package.
missing=()
need() { command -v "$1" >/dev/null 2>&1 || missing+=("$2"); }
need chromium chromium
need logger bsdutils
need curl curl
need /usr/sbin/softflowd softflowd
need /usr/sbin/pmacctd pmacct
need nfcapd nfdump
need node nodejs
need npm npm
need rsyslogd rsyslog
ls /usr/lib/*/rsyslog/lmnsd_gtls.so >/dev/null 2>&1 || missing+=(rsyslog-gnutls)
ls /usr/lib/*/rsyslog/lmnsd_ossl.so >/dev/null 2>&1 || missing+=(rsyslog-openssl)
[ -d artifacts/syslog-ng ] || missing+=(libivykis0 libnet1 libwrap0 libjson-c5 libpcre3)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" fonts-noto-core >/dev/null
  else
    echo "These packages are needed and only root may install them: ${missing[*]}" >&2
    exit 2
  fi
fi

# syslog-ng cannot be installed beside rsyslog: it is only unpacked. Where it cannot be had its tests are skipped, and counted so.
if [ ! -d artifacts/syslog-ng ] && command -v apt-get >/dev/null; then
  package=$(mktemp -d)
  if (cd "$package" && apt-get download -qq syslog-ng-core >/dev/null); then
    mkdir -p artifacts && dpkg -x "$package"/syslog-ng-core_*.deb artifacts/syslog-ng
  fi
  rm -r "$package"
fi

echo "== build"
dotnet build Kotwal.slnx -c Release --nologo -v quiet

echo "== format"
dotnet format Kotwal.slnx --verify-no-changes --no-restore

echo "== audit of packages"
audit=0
.ci/audit || audit=$?

echo "== tests"
log=artifacts/tests.log
status=0
tests/postgres.sh dotnet test --solution Kotwal.slnx -c Release --no-build --no-progress 2>&1 | tee "$log" || status=$?

count() { grep -E "^ *$1: [0-9]+" "$log" | tail -1 | grep -oE '[0-9]+' | head -1; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
# A run that counted nothing, or that ended badly without a failed test, is a failure too.
if [ -z "$passed" ] || [ "$passed" = 0 ]; then echo "No test ran." >&2; exit 1; fi
# The audit counts as one test; where nobody could be asked it is a skipped one.
case "$audit" in
  0) passed=$((passed + 1)) ;;
  77) skipped=$((skipped + 1)) ;;
  *) failed=$((failed + 1)) ;;
esac
# Once more at the end what failed and why, since the output of a failed server can be long.
grep -E -A4 '^failed ' "$log" | cut -c1-400 | head -100 || true
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && exit "$status"
exit 1
