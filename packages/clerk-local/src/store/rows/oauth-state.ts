/** A browser on its way through a provider. */
export interface OAuthState {
  /** The `state` of the address. */
  readonly id: string
  /** The browser that began: no other finishes what it has not begun. */
  readonly clientId: string
  /** What tells that browser where it has no cookie of its client's: a secret of the address that it is sent to, and of a cookie from there on. */
  readonly proof: string
  /** Without the prefix: `google`. */
  readonly provider: string
  /** What it is for: a sign-in, a sign-up, or an account that a user connects, by id. */
  readonly purpose:
    | { readonly kind: 'sign_in'; readonly signInId: string }
    | { readonly kind: 'sign_up'; readonly signUpId: string }
    | { readonly kind: 'connect'; readonly userId: string; readonly externalAccountId: string; readonly scopes: readonly string[] }
  /** Where a provider that is real asks its users; `null` for one that the local page plays. */
  readonly authorizeUrl: string | null
  /** The app's page that goes on where something is left to do. */
  readonly redirectUrl: string
  /** The app's page for when everything is done. */
  readonly completeUrl: string
  readonly expireAt: number
}
