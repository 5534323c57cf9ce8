import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RecentIds } from './recent-ids.ts'
import { SessionRevocations } from './session-revocations.ts'

const HOUR_MS = 3_600_000

beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }))
afterEach(() => void vi.useRealTimers())

describe('a revocation', () => {
  it('is of a session, or of a user with all sessions', () => {
    const revocations = new SessionRevocations()
    revocations.revokeSession('sess_1')
    revocations.revokeUser('user_9')
    expect(revocations.isRevoked({ sessionId: 'sess_1', userId: 'user_1' })).toBe(true)
    expect(revocations.isRevoked({ sessionId: 'sess_2', userId: 'user_1' })).toBe(false)
    expect(revocations.isRevoked({ sessionId: 'sess_2', userId: 'user_9' })).toBe(true)
  })

  it('holds for longer than any token can live, and not for ever', () => {
    const revocations = new SessionRevocations()
    revocations.revokeSession('sess_1')
    vi.advanceTimersByTime(HOUR_MS + 2 * 60_000)
    expect(revocations.isRevoked({ sessionId: 'sess_1', userId: 'user_1' })).toBe(true)
    vi.advanceTimersByTime(10 * 60_000)
    expect(revocations.isRevoked({ sessionId: 'sess_1', userId: 'user_1' })).toBe(false)
  })

  it('is told at once to whoever listens, until they stop', () => {
    const revocations = new SessionRevocations()
    const heard: unknown[] = []
    const stop = revocations.onRevoked((revoked) => heard.push([revoked, revocations.isRevoked({ sessionId: 'sess_1', userId: '' })]))
    revocations.revokeSession('sess_1')
    revocations.revokeUser('user_1')
    expect(heard).toEqual([[{ sessionId: 'sess_1' }, true], [{ userId: 'user_1' }, true]])
    stop()
    revocations.revokeSession('sess_2')
    expect(heard).toHaveLength(2)
  })

  it('is told to the others even where one of them fails', () => {
    const revocations = new SessionRevocations()
    const heard: unknown[] = []
    revocations.onRevoked(() => {
      throw new Error('no')
    })
    revocations.onRevoked((revoked) => heard.push(revoked))
    expect(() => revocations.revokeSession('sess_1')).toThrow('no')
    expect(heard).toEqual([{ sessionId: 'sess_1' }])
  })
})

describe('recent ids', () => {
  it('are forgotten after their time, without anybody asking for them', () => {
    const ids = new RecentIds(1_000)
    ids.add('a')
    vi.advanceTimersByTime(999)
    ids.add('b')
    expect(ids.has('a')).toBe(true)
    vi.advanceTimersByTime(1)
    expect(ids.has('a')).toBe(false)
    ids.add('c')
    expect(ids.size).toBe(2)
  })

  it('stay for the whole time after they were last added', () => {
    const ids = new RecentIds(1_000)
    ids.add('a')
    vi.advanceTimersByTime(900)
    ids.add('a')
    vi.advanceTimersByTime(900)
    expect([ids.has('a'), ids.size]).toEqual([true, 1])
  })

  it('never take more room than they may; the oldest goes first', () => {
    const ids = new RecentIds(1_000, 3)
    for (const id of ['a', 'b', 'c', 'd']) ids.add(id)
    expect(['a', 'b', 'c', 'd'].map((id) => ids.has(id))).toEqual([false, true, true, true])
  })
})
