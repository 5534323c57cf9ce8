import type { SignUpJSON } from '@clerk/backend'
import { fieldError, notFound } from '../http/api-error.ts'
import { text, type Call } from '../http/call.ts'
import { get, patch, type Route } from '../http/router.ts'
import { signUpJson } from '../serialize/sign-up.ts'
import { sent } from '../serialize/wire.ts'
import type { SignUp } from '../store/rows/sign-up.ts'
import { defined } from '../domain/users/users.ts'
import { flag } from './fields.ts'

/** Sign-ups under way, for servers that add to them what only they know. */
export const signUpRoutes: Route[] = [
  get('/v1/sign_ups/:id', (call) => ({ json: backendSignUpJson(call, signUpOf(call)) })),
  patch('/v1/sign_ups/:id', (call) => {
    const signUp = signUpOf(call)
    const externalId = call.body['external_id'] === null ? null : text(call, 'external_id')
    if (typeof externalId === 'string' && call.world.store.users.count('externalId', externalId) > 0) throw fieldError('form_identifier_exists', 'That external ID is taken. Please try another.', 'external_id')
    return { json: backendSignUpJson(call, call.world.store.signUps.update(signUp, defined({ externalId, customAction: flag(call, 'custom_action') }))) }
  }),
]

function signUpOf({ world, params }: Call): SignUp {
  const signUp = world.store.signUps.get(params['id'] ?? '')
  if (!signUp) throw notFound(`Sign up ${params['id']}`)
  return signUp
}

/** The browser's form of it, with what only servers see. */
function backendSignUpJson({ world }: Call, signUp: SignUp): SignUpJSON {
  const { has_password, verifications, locale: _locale, timezone: _timezone, external_account_strategy: _strategy, ...shared } = signUpJson(world, signUp)
  return sent<SignUpJSON>({
    ...shared,
    object: 'sign_up_attempt',
    password_enabled: has_password,
    verifications: {
      email_address: next(verifications?.email_address),
      phone_number: next(verifications?.phone_number),
      web3_wallet: null,
      external_account: (verifications?.external_account ?? null) as SignUpJSON['verifications']['external_account'], // one resource, which both packages type for themselves
    },
    public_metadata: { ...signUp.publicMetadata },
    unsafe_metadata: { ...signUp.unsafeMetadata },
    custom_action: signUp.customAction ?? false,
    external_id: signUp.externalId ?? null,
  })
}

type Proof = NonNullable<ReturnType<typeof signUpJson>['verifications']>['email_address']

const next = (proof: Proof | undefined) => (proof ? { next_action: proof.next_action as SignUpJSON['verifications']['email_address']['next_action'], supported_strategies: proof.supported_strategies } : null) // the browser's type says text; the values are the same
