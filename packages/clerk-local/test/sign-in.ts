import type { SignInJSON } from '@clerk/shared/types'
import type { Browser } from './browser.ts'

type Fields = Record<string, string>

/** Signing in as clerk-js's `SignIn` sends it, for one browser. */
export function signInOf(browser: Browser) {
  const step = (action: string) => (id: string, fields: Fields) => browser.send<SignInJSON>('POST', `/v1/client/sign_ins/${id}/${action}`, fields)
  return {
    create: (fields: Fields) => browser.send<SignInJSON>('POST', '/v1/client/sign_ins', fields),
    /** What a tab that waits for a link asks again and again. */
    read: (id: string) => browser.send<SignInJSON>('GET', `/v1/client/sign_ins/${id}`),
    prepareFirst: step('prepare_first_factor'),
    attemptFirst: step('attempt_first_factor'),
    prepareSecond: step('prepare_second_factor'),
    attemptSecond: step('attempt_second_factor'),
    resetPassword: step('reset_password'),
    /** Begins with an identifier and gives the sign-in's id. */
    async begin(identifier: string): Promise<string> {
      const { response, status } = await this.create({ identifier })
      if (status !== 200) throw new Error(`${identifier} was refused.`)
      return response.id
    },
  }
}
