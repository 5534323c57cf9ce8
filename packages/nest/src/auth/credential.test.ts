import { describe, expect, it } from 'vitest'
import { readCredential } from './credential.ts'

const read = (...rawHeaders: string[]) => readCredential(rawHeaders, 'aB3_-xyz')
const bearer = { kind: 'bearer', token: 'a.b.c' }
const cookie = { kind: 'cookie', token: 'a.b.c' }
const malformed = { kind: 'malformed', problem: expect.any(String) }

describe('the credential in raw headers', () => {
  it.each([
    ['nothing', [], { kind: 'none' }],
    ['a Bearer token', ['Host', 'x', 'Authorization', 'Bearer a.b.c', 'Accept', '*/*'], bearer],
    ['a Bearer token in other letters', ['AUTHORIZATION', 'bEARER a.b.c'], bearer],
    ['a Bearer token with room around it', ['authorization', ' Bearer   a.b.c '], bearer],
    ['a Bearer token that is two', ['authorization', 'Bearer a.b.c d.e.f'], malformed],
    ['no token', ['authorization', 'Bearer '], malformed],
    ['nothing after the scheme', ['authorization', 'Bearer'], malformed],
    ['nothing in the header', ['authorization', ''], malformed],
    ['another scheme', ['authorization', 'Basic YTpi'], malformed],
    ['another scheme of the same beginning', ['authorization', 'Bearers a.b.c'], malformed],
    ['two headers', ['Authorization', 'Bearer a.b.c', 'authorization', 'Bearer a.b.c'], malformed],
    ['two headers, one of them empty', ['authorization', '', 'Authorization', 'Bearer a.b.c'], malformed],
    ['the word as a value', ['x-header', 'authorization', 'x-other', 'Bearer a.b.c'], { kind: 'none' }],
    ['a header of the same length', ['authenticated', 'Bearer a.b.c'], { kind: 'none' }],
    ['a cookie', ['Cookie', 'theme=dark; __session=a.b.c; lang=en'], cookie],
    ['a cookie of ours and one of another app', ['cookie', '__session=other; __session_aB3_-xyz=a.b.c; __session_other=other'], cookie],
    ['a cookie of another app alone', ['cookie', '__session_other=a.b.c'], { kind: 'none' }],
    ['a cookie whose name ends like ours', ['cookie', 'my__session=a.b.c'], { kind: 'none' }],
    ['a cookie in the second of two headers', ['cookie', 'theme=dark', 'Cookie', '__session=a.b.c'], cookie],
    ['two cookies of one name', ['cookie', '__session=a.b.c;__session=a.b.c'], malformed],
    ['two cookies of one name with a tab between them', ['cookie', '__session=a.b.c;\t__session=d.e.f'], malformed],
    ['two cookies of one name in two headers', ['cookie', '__session=a.b.c', 'cookie', '__session=a.b.c'], malformed],
    ['two cookies of our name', ['cookie', '__session_aB3_-xyz=a.b.c; __session_aB3_-xyz=d.e.f; __session=a.b.c'], malformed],
    ['an empty cookie', ['cookie', '__session='], { kind: 'none' }],
    ['a cookie of ours that is empty, and the plain one', ['cookie', '__session_aB3_-xyz=; __session=a.b.c'], cookie],
    ['a cookie behind a bad header', ['cookie', '__session=a.b.c', 'authorization', 'Basic YTpi'], malformed],
  ])('%s', (_, rawHeaders, expected) => {
    expect(read(...rawHeaders)).toEqual(expected)
  })
})
