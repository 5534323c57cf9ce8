/** A link in an email that proves an address. */
export interface EmailLink {
  /** The token in the link. */
  readonly id: string
  /** What it proves the address for: a sign-in, a sign-up, or an address of a user's profile, by id. */
  readonly purpose:
    | { readonly kind: 'sign_in'; readonly signInId: string }
    | { readonly kind: 'sign_up'; readonly signUpId: string }
    | { readonly kind: 'email_address'; readonly userId: string; readonly emailAddressId: string }
  /** The app's page that goes on with it. */
  readonly redirectUrl: string
  readonly expireAt: number
}
