import { attemptSignUpEmail, fillSignUp, prepareSignUpEmail, signUpById, startSignUp, type SignUpFields } from '../domain/sign-ups.ts'
import { ApiError } from '../http/api-error.ts'
import { record, text, type Call } from '../http/call.ts'
import { get, patch, post, type Answer, type Route } from '../http/router.ts'
import { signUpJson } from '../serialize/sign-up.ts'
import type { SignUp } from '../store/rows/sign-up.ts'
import { requireClient, withClient } from './piggyback.ts'

export const signUpRoutes: Route[] = [
  post('/v1/client/sign_ups', (call) => {
    const client = requireClient(call)
    const signUp = startSignUp(call.world, client)
    fillSignUp(call.world, signUp, client, fieldsOf(call))
    return answer(call, signUp)
  }),
  get('/v1/client/sign_ups/:id', (call) => answer(call, signUpOf(call))),
  patch('/v1/client/sign_ups/:id', (call) => {
    const signUp = signUpOf(call)
    fillSignUp(call.world, signUp, requireClient(call), fieldsOf(call))
    return answer(call, signUp)
  }),
  post('/v1/client/sign_ups/:id/prepare_verification', (call) => {
    const signUp = signUpOf(call)
    prepareSignUpEmail(call.world, signUp)
    return answer(call, signUp)
  }),
  post('/v1/client/sign_ups/:id/attempt_verification', (call) => {
    const signUp = signUpOf(call)
    attemptSignUpEmail(call.world, signUp, requireClient(call), text(call, 'code'))
    return answer(call, signUp)
  }),
]

const answer = (call: Call, signUp: SignUp): Answer => withClient(call, signUpJson(signUp))

/** A sign-up of this browser: somebody else's is not found. */
function signUpOf(call: Call): SignUp {
  const signUp = signUpById(call.world, call.params['id'] ?? '')
  if (call.client?.signUpId !== signUp.id) throw new ApiError(404, 'resource_not_found', 'Sign-up was not found.')
  return signUp
}

function fieldsOf(call: Call): SignUpFields {
  return {
    emailAddress: text(call, 'email_address'),
    password: text(call, 'password'),
    firstName: text(call, 'first_name'),
    lastName: text(call, 'last_name'),
    unsafeMetadata: record(call, 'unsafe_metadata'),
  }
}
