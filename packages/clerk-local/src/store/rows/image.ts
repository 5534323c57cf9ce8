/** A picture that somebody uploaded: a user's, an organization's logo. */
export interface Image {
  readonly id: string
  readonly type: string
  /** The file itself, base64. */
  readonly content: string
  readonly createdAt: number
}
