import { ApiError } from '../../http/api-error.ts'
import { text, type Call } from '../../http/call.ts'
import { post, type Answer, type Route } from '../../http/router.ts'
import { baseOf } from './layout.ts'

/** What a form leads back to: a path of the page, and what to say there. */
export interface Done {
  readonly back: string
  readonly done: string
}

/** A form's target: does it and goes back, to the same form with what was wrong where it was refused; or answers by itself. */
export function action(path: string, back: (call: Call) => string, run: (call: Call) => Done | Answer | string): Route {
  return post(`/_control/page${path}`, (call): Answer => {
    try {
      const outcome = run(call)
      if (typeof outcome === 'string') return redirect(call, back(call), 'done', outcome)
      return 'done' in outcome ? redirect(call, outcome.back, 'done', outcome.done) : outcome
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      return redirect(call, back(call), 'problem', error.message)
    }
  })
}

const redirect = ({ world }: Call, back: string, name: 'done' | 'problem', said: string): Answer => ({ redirect: `${baseOf(world)}${back}?${name}=${encodeURIComponent(said)}`, status: 303 })

export const id = (call: Call): string => call.params['id'] ?? ''

/** A field that was filled in. */
export const filled = (call: Call, name: string): string | null => text(call, name)?.trim() || null
