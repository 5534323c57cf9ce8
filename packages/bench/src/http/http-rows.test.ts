import { beforeAll, describe, expect, it } from 'vitest'
import { buildServers } from '../build-servers.ts'
import { httpRows } from './http-rows.ts'
import { SUBJECTS, type Subject } from './subjects.ts'

const SHORT = { rounds: 1, warmUpMs: 20, measureMs: 50 }
const subject = (id: string) => SUBJECTS.find((each) => each.id === id)!

let scripts: (name: string) => string
beforeAll(async () => {
  scripts = await buildServers()
})

describe('the bench', () => {
  it('measures the protected calls against node:http, and counts no call of Clerk’s API', async () => {
    const rows = await httpRows({ ...SHORT, scripts, subjects: ['node-http', 'protected-cached', 'protected-cold'].map(subject) })
    expect(rows.map(({ id }) => id)).toEqual(['node-http', 'protected-cached', 'protected-cold', 'clerk-calls'])
    for (const { us, ratio, spread } of rows.slice(0, 3)) expect([us, ratio, spread]).toEqual([expect.any(Number), expect.any(Number), expect.any(Number)])
    expect(rows[0]).toMatchObject({ ratio: 1 })
    expect(rows[3]).toMatchObject({ value: 0 })
  })

  it('gives no figure for a server that takes a forged token', async () => {
    const careless: Subject = { ...subject('node-http'), tokens: 'one' }
    await expect(httpRows({ ...SHORT, scripts, subjects: [careless] })).rejects.toThrow('node-http fails the control: a forged token gets 200')
  })

  it('gives no figure for a server that gives a wrong answer', async () => {
    const lost: Subject = { ...subject('protected-cached'), path: '/trpc/user.nothing' }
    await expect(httpRows({ ...SHORT, scripts, subjects: [lost] })).rejects.toThrow('protected-cached fails the control: a good request gets 404')
  })
})
