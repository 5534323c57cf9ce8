/** Percent-decoded, or as it came where it is not percent-encoded: a stranger's cookie on localhost must not fail a request. */
export function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
