import { query } from '@throughline/contract'
import * as z from 'zod'

export const system = {
  info: query({
    summary: 'Tell which server this is and what time it has.',
    access: 'public',
    output: z.object({ name: z.string(), version: z.string(), now: z.date() }),
  }),
}
