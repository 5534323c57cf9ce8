import { ApiError } from '../../http/api-error.ts'

// Clerk's refusals on the way in, as its index of Frontend API errors has them: https://clerk.com/docs/errors/frontend-api

export const missingAccount = () => onField('form_identifier_not_found', "Couldn't find your account.", 'identifier')
export const wrongPassword = () => onField('form_password_incorrect', 'Password is incorrect. Try again, or use another method.', 'password')
/** In place of both where identifiers are a secret. */
export const wrongPair = () => onField('form_password_or_identifier_incorrect', 'Password or identifier is incorrect. Try again, or use another method.', 'password')

export const compromisedPassword = () =>
  onField(
    'form_password_compromised',
    'Your password may be compromised. To protect your account, please continue with an alternative sign-in method. You will be required to reset your password after signing in.',
    'password',
  )

export const missingField = (field: string) => new ApiError(422, 'form_param_missing', 'is missing', { param_name: field }, `${field} must be included.`)

export const invalidStrategy = () => new ApiError(400, 'strategy_for_user_invalid', 'Invalid verification strategy', {}, 'The verification strategy is not valid for this account')
export const noSecondFactor = (strategy: string | undefined) => new ApiError(400, 'no_second_factors', 'no second factors', {}, `No second factors were found for strategy ${strategy}.`)

export const sessionExists = (sessionId: string) => new ApiError(400, 'session_exists', 'Session already exists', { session_id: sessionId }, "You're already signed in.")
export const alreadySignedIn = (sessionId: string) => new ApiError(400, 'identifier_already_signed_in', "You're already signed in", { session_id: sessionId })

export const signInNotFound = (id: string) => new ApiError(404, 'resource_not_found', 'not found', {}, `No sign in was found with id ${id}`)
export const olderSignIn = () => new ApiError(403, 'resource_forbidden', 'Update operations are not allowed on older sign ins')
export const notDue = (status: string) => new ApiError(400, 'client_state_invalid', 'Invalid action', {}, `We were unable to complete this action for this Client. The sign in is at ${status}.`)
export const nobodyNamed = () => new ApiError(400, 'client_state_invalid', 'Invalid action', {}, 'We were unable to complete this action for this Client. Create the sign in with an identifier first.')

export const mayNotMiss = (reason: string) => new ApiError(422, 'sign_up_if_missing_not_allowed', 'sign_up_if_missing not allowed', {}, `The sign_up_if_missing option cannot be used: ${reason}`)
/** The identifier is theirs and nobody has it: the SDK goes on with a sign-up that takes it over. */
export const transferToSignUp = () =>
  new ApiError(404, 'sign_up_if_missing_transfer', 'user not found, transfer to sign up', {}, 'The sign in failed because there is no matching user. Please perform a transfer to sign up.')
export const nothingToTransfer = () => new ApiError(400, 'account_transfer_invalid', 'Invalid account transfer', {}, 'There is no account to transfer')

const onField = (code: string, message: string, field: string) => new ApiError(422, code, message, { param_name: field })
