/** An answer in Clerk's error form: `{ errors: [{ code, message, long_message, meta }] }`. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly meta: Record<string, unknown> = {},
    /** What forms show; the message itself where nothing longer is known. */
    readonly longMessage: string = message,
  ) {
    super(message)
  }

  get body() {
    const { code, message, longMessage, meta } = this
    return { errors: [{ code, message, long_message: longMessage, meta }] }
  }
}

export const notFound = (what: string) => new ApiError(404, 'resource_not_found', `${what} was not found.`)

/** A refusal that Clerk's forms show beside the named field. */
export const fieldError = (code: string, message: string, field: string) => new ApiError(422, code, message, { param_name: field })
