#!/bin/sh
# Runs scripts/NAME.ts, or pnpm itself, with Node 24 and pnpm on the PATH. Machines that have some
# other Node get both from the npm registry, once; npx keeps them, so the second start needs no
# network.
# `exec` all the way: Ctrl-C and SIGTERM must reach the script itself, or its ports stay held.
set -eu
name=$1
shift
major=$(node -p 'process.versions.node.split(".")[0]')
if [ "$major" -lt 24 ] || ! command -v pnpm >/dev/null 2>&1; then
  PATH=$(npx --yes --prefer-offline --package node@24.21.0 --package pnpm@12.21.0 --call 'printf %s "$PATH"') || {
    echo 'Node 24 and pnpm could not be fetched from the npm registry (see above). Install both, or go online once.' >&2
    exit 1
  }
  export PATH
fi
if [ "$name" = pnpm ]; then exec pnpm "$@"; fi
exec node "scripts/$name.ts" "$@"
