#!/usr/bin/env bash
# Runs every file of Clerk's suite that the table in README.md names, one after the other: all.sh <folder with a checkout of clerk/javascript>
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
apps=(
  next.appRouter.withEmailCodes next.appRouter.withCustomRoles withBillingJwtV2.next.appRouter next.appRouter.withReverification
  next.appRouter.withSignInOrUpFlow 'next.appRouter.withSessionTasks*' next.appRouter.withLegalConsent react.vite.withLegalConsent
)
files=(
  sign-in-flow sign-up-flow sign-out-smoke email-code email-link sign-in-or-up-flow protect.test protect-jwt-v2 session-token-cache db-jwt
  localhost user-profile reverification oauth-flows custom-flows restricted-mode.test waitlist-mode session-tasks
)
exec "$here/run.sh" "$1" "$(IFS=,; echo "${apps[*]}")" "${files[@]/#/tests/}"
