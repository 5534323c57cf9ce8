/** A browser on its way through a provider. */
export interface OAuthState {
  /** The `state` of the address. */
  readonly id: string
  /** Without the prefix: `google`. */
  readonly provider: string
  /** What it is for: a sign-in, a sign-up, or an account that a user connects, by id. */
  readonly purpose:
    | { readonly kind: 'sign_in'; readonly signInId: string }
    | { readonly kind: 'sign_up'; readonly signUpId: string }
    | { readonly kind: 'connect'; readonly userId: string; readonly externalAccountId: string; readonly scopes: readonly string[] }
  /** The app's page that goes on where something is left to do. */
  readonly redirectUrl: string
  /** The app's page for when everything is done. */
  readonly completeUrl: string
  readonly expireAt: number
}
