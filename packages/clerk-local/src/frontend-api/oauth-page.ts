import { button, field, heading } from '../control/page/elements.ts'
import { html, type Html } from '../control/page/html.ts'
import { bare } from '../control/page/layout.ts'
import { primaryEmail } from '../domain/users/users.ts'
import type { Call } from '../http/call.ts'
import type { Answer } from '../http/router.ts'
import { titleOf } from '../instance/providers.ts'
import type { OAuthState } from '../store/rows/oauth-state.ts'
import type { World } from '../world.ts'

const SHOWN = 8

/** The page that plays a provider: an account to choose, a new one to make up, and both ways in which it can go wrong. */
export function providerPage({ world }: Call, { id: state, provider }: OAuthState): Answer {
  const name = titleOf(provider)
  const action = `/i/${world.instance.name}/v1/oauth_callback`
  const accounts = accountsOf(world, provider).map(({ email, firstName, lastName }) =>
    button(action, `${[firstName, lastName].filter(Boolean).join(' ') || email} · ${email}`, { state, email_address: email, first_name: firstName, last_name: lastName }),
  )
  const known: Html | false = accounts.length > 0 && html`<section>${heading('known', 'Choose an account')}<div class="card"><div class="actions column">${accounts}</div></div></section>`
  return bare(
    `Sign in with ${name}`,
    html`<header><img src="/static/${provider}.svg" alt="" width="40" height="40"><div><h1>Sign in with ${name}</h1><p>A page of clerk-local that plays ${name}. Nobody is asked for a password.</p></div></header>
${known}<section>${heading('new', 'Use another account')}<div class="card"><form method="post" action="${action}"><input type="hidden" name="state" value="${state}">${field('email_address', 'Email address', '', { type: 'email', required: true })}<div class="pair">${field('first_name', 'First name', '')}${field('last_name', 'Last name', '')}</div><button class="primary">Continue</button></form></div></section>
<section>${heading('otherwise', 'Or let it go wrong')}<div class="card"><div class="actions">${button(action, 'Cancel', { state, error: 'access_denied' })}${button(action, 'Fail', { state, error: 'server_error' }, 'danger')}</div></div></section>`,
  )
}

/** Those who have come by this provider before, and then everybody else. */
function accountsOf({ store }: World, provider: string): { email: string; firstName: string; lastName: string }[] {
  const users = [...store.users.values()]
  const connected = users.flatMap(({ externalAccounts }) => externalAccounts.filter((each) => each.provider === provider && each.emailAddress !== ''))
  const found = new Map(connected.map(({ emailAddress, firstName, lastName }) => [emailAddress, { email: emailAddress, firstName, lastName }]))
  for (const user of users) {
    if (found.size >= SHOWN) break
    const email = primaryEmail(user)
    if (email !== null && !found.has(email)) found.set(email, { email, firstName: user.firstName ?? '', lastName: user.lastName ?? '' })
  }
  return [...found.values()].slice(0, SHOWN)
}
