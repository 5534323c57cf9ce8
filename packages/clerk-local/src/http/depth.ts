/** Far beyond what anybody keeps as metadata. */
const DEEPEST = 200

/** Whether a value that was parsed from JSON is nested so deeply that writing it again could exhaust the stack, which parsing does not. */
export function isDeep(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []))
  }
  return false
}
