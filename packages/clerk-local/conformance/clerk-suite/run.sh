#!/usr/bin/env bash
# Runs files of Clerk's own Playwright suite, unmodified, against the stand-in: see README.md.
#   run.sh <folder with a checkout of clerk/javascript> <app id> [files or options of Playwright…]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
checkout=$(cd "$1" && pwd) app=$2
shift 2

# For this run alone: Clerk's names lead here, without a change to the machine's own hosts.
if [ -z "${CLERK_SUITE_HOSTS:-}" ]; then
  CLERK_SUITE_HOSTS=1 exec unshare --mount "$here/run.sh" "$checkout" "$app" "$@"
fi

work=${CLERK_SUITE_DIR:-${TMPDIR:-/tmp}/clerk-suite}
mkdir -p "$work/bin"
cp "$here"/suite/* "$work/"
rm -rf "$work/integration"
cp -R "$checkout/integration" "$work/integration"
[ -d "$work/node_modules" ] || (cd "$work" && npm install --no-audit --no-fund)
printf '#!/bin/sh\nexec npx -y pnpm@10 "$@"\n' >"$work/bin/pnpm"
chmod +x "$work/bin/pnpm"

tsx=$here/../../node_modules/.bin/tsx
"$tsx" "$here/keys.ts" "$work"
mount --bind "$work/hosts" /etc/hosts

openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=clerk-suite' -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj '/CN=clerk-suite server' -keyout "$work/server.key" -out "$work/server.csr" 2>/dev/null
openssl x509 -req -in "$work/server.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial -days 30 -out "$work/server.pem" \
  -extfile <(printf 'subjectAltName=DNS:api.clerk.com,DNS:*.clerk.accounts.dev,DNS:*.accounts.dev') 2>/dev/null

"$tsx" "$here/serve.ts" "$work/server.pem" "$work/server.key" >"$work/stand-in.log" 2>&1 &
stand_in=$!
trap 'kill "$stand_in" 2>/dev/null || true' EXIT
until grep -q ready "$work/stand-in.log"; do
  kill -0 "$stand_in" || { cat "$work/stand-in.log"; exit 1; }
  sleep 0.2
done

cd "$work"
bundles=http://localhost:24400/npm/@clerk
export PATH="$work/bin:$PATH" NODE_EXTRA_CA_CERTS="$work/ca.pem" INTEGRATION_INSTANCE_KEYS="$(cat keys.json)"
export npm_config_global_pnpmfile="$work/pnpmfile.cjs"
export E2E_APP_ID=$app E2E_WORKERS=1 E2E_SDK_SOURCE=latest
export E2E_APP_CLERK_JS=$bundles/clerk-js@6/dist/clerk.browser.js E2E_APP_CLERK_UI=$bundles/ui@1/dist/ui.browser.js
export NEXT_FONT_GOOGLE_MOCKED_RESPONSES="$work/fonts.cjs" NEXT_TELEMETRY_DISABLED=1 CLERK_TELEMETRY_DISABLED=1
npx playwright test --project=chrome "$@"
