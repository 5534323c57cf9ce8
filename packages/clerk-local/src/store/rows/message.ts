/** An email or a text message that was sent. */
export interface Message {
  readonly id: string
  readonly channel: 'email' | 'sms'
  readonly to: string
  /** What the page shows: `Your sign-in code`. */
  readonly kind: string
  /** Clerk's name of the template, such as `verification_code`, `magic_link_sign_in`, `invitation`. */
  readonly slug: string
  /** Empty where the message carries a link instead. */
  readonly code: string
  readonly link: string | null
  /** The addressee, where they have an account. */
  readonly userId: string | null
  readonly at: number
  /** What it says, where a server wrote it and no template did. */
  readonly content?: MessageContent
}

export interface MessageContent {
  readonly fromName: string
  readonly html: string | null
  readonly text: string | null
  /** By which a server that asks again gets the same email. */
  readonly idempotencyKey: string | null
}
