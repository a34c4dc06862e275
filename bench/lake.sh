#!/bin/sh
# Makes a lake of COUNT events in FOLDER, and the same lines as one zstd file, and asks both and DuckDB's own table.
# Usage: bench/lake.sh EVENTS FOLDER COUNT [ROUNDS]
set -eu
events=$1 folder=$2 count=$3 rounds=${4:-5}
root=$(cd "$(dirname "$0")/.." && pwd)
dotnet build -c Release -v q "$root/tools/expand-events"
dotnet build -c Release -v q "$root/bench/Kotwal.Bench"
mkdir -p "$folder"
"$root/artifacts/bin/Kotwal.ExpandEvents/release/Kotwal.ExpandEvents" "$events" "$count" --rate 200 --raw --lake "$folder/lake-$count" \
    | zstd -9 -q -f -o "$folder/lines-$count.zst"
"$root/artifacts/bin/Kotwal.Bench/release/Kotwal.Bench" lake "$folder/lake-$count" "$folder/lines-$count.zst" "$rounds"
