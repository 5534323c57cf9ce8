#!/usr/bin/env bash
# Runs every file of Clerk's suite that the table in README.md names: all.sh <folder with a checkout of clerk/javascript>
# In six parts, as two cores build only so many apps within the two minutes that the suite gives them.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
next=next.appRouter
failed=0
part() { "$here/run.sh" "$@" || failed=1; }

part "$1" "$next.withEmailCodes,withBillingJwtV2.$next,react.vite.withLegalConsent" \
  tests/sign-in-flow tests/sign-up-flow tests/sign-out-smoke tests/user-profile tests/oauth-flows tests/session-token-cache tests/protect-jwt-v2
part "$1" "$next.withLegalConsent,$next.withSignInOrUpFlow,react.vite.withLegalConsent" tests/oauth-flows tests/sign-in-or-up-flow
part "$1" "$next.withCustomRoles,$next.withReverification" tests/protect.test tests/reverification
part "$1" "$next.withSessionTasks,$next.withSessionTasksSetupMfa" tests/session-tasks tests/session-token-cache
part "$1" "$next.withSessionTasksResetPassword" tests/session-tasks-sign-in-reset-password
part "$1" "$next.withEmailCodes" --no-deps tests/email-code tests/email-link tests/db-jwt tests/localhost tests/custom-flows tests/restricted-mode.test tests/waitlist-mode
exit "$failed"
