import { fieldErrors } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { updateProfileSchema } from './user.ts'

const valid = { displayName: 'Ada', bio: '', timeZone: 'Europe/London' }
const accepts = (change: Record<string, unknown>) => updateProfileSchema.safeParse({ ...valid, ...change }).success

describe('updateProfileSchema', () => {
  it('takes a name, an empty bio and a time zone', () => {
    expect(updateProfileSchema.parse({ ...valid, displayName: '  Ada  ' })).toEqual(valid)
  })

  it('refuses a name of blanks and one of 81 characters', () => {
    expect(accepts({ displayName: '   ' })).toBe(false)
    expect(accepts({ displayName: 'x'.repeat(80) })).toBe(true)
    expect(accepts({ displayName: 'x'.repeat(81) })).toBe(false)
  })

  it('refuses what is not an IANA time zone', () => {
    for (const timeZone of ['', 'Mars/Olympus', '+02:00', 'Europe/London '.repeat(9), '../etc']) expect(accepts({ timeZone })).toBe(false)
    for (const timeZone of ['UTC', 'Asia/Kathmandu', 'America/Argentina/Ushuaia']) expect(accepts({ timeZone })).toBe(true)
  })

  it('refuses, by field, what PostgreSQL cannot store: U+0000 and halves of a surrogate pair', () => {
    for (const text of ['A\0da', 'Ada\uD83D', '\uDE00Ada', 'Ada \uDE00\uD83D']) {
      for (const field of ['displayName', 'bio']) {
        const refused = updateProfileSchema.safeParse({ ...valid, [field]: text })
        expect(fieldErrors(refused.error?.issues ?? [])).toEqual({ [field]: ['Leave out the characters that cannot be stored.'] })
      }
    }
    expect(accepts({ displayName: 'Ada 😀', bio: 'one\ntwo\tthree' })).toBe(true)
  })

  it('refuses, by field, control characters, which JSON makes six times as long', () => {
    for (const text of ['A\x01da', 'Ada\x1b[31m', 'A\vda']) {
      for (const field of ['displayName', 'bio']) {
        const refused = updateProfileSchema.safeParse({ ...valid, [field]: text })
        expect(fieldErrors(refused.error?.issues ?? [])).toEqual({ [field]: ['Leave out the control characters.'] })
      }
    }
    expect(accepts({ bio: 'one\r\ntwo\tthree' })).toBe(true)
  })

  it('refuses a name of which nobody sees anything', () => {
    for (const displayName of ['\u200B', '\u2060\u00AD', '\u202E', '\u3164', '\u2800\u2800', '\u0301']) {
      const refused = updateProfileSchema.safeParse({ ...valid, displayName })
      expect(fieldErrors(refused.error?.issues ?? [])).toEqual({ displayName: ['Enter a name.'] })
    }
    for (const displayName of ['😀', '?', '葛', 'أحمد', '👩\u200D🚀']) expect(accepts({ displayName })).toBe(true)
  })

  it('refuses a field that is not the user’s to change', () => {
    for (const field of ['id', 'email', 'role', 'orgId', '__proto__']) {
      const input = JSON.parse(`{ "displayName": "Ada", "bio": "", "timeZone": "UTC", "${field}": "x" }`)
      expect(updateProfileSchema.safeParse(input).success).toBe(false)
    }
  })
})
