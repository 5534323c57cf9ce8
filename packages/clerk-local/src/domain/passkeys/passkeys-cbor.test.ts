import { expect, it } from 'vitest'
import { decodeCbor } from './passkeys-cbor.ts'

const decode = (hex: string) => decodeCbor(Buffer.from(hex, 'hex')).value

it.each([
  ['00', 0],
  ['17', 23],
  ['1818', 24],
  ['1903e8', 1000],
  ['1a000f4240', 1_000_000],
  ['20', -1],
  ['3903e7', -1000],
  ['f4', false],
  ['f5', true],
  ['f6', null],
  ['6449455446', 'IETF'],
  ['62c3bc', 'ü'],
  ['8301820203820405', [1, [2, 3], [4, 5]]],
])('reads %s as RFC 8949, appendix A, does', (hex, value) => {
  expect(decode(hex)).toEqual(value)
})

it('reads bytes and maps, and says where the next value starts', () => {
  expect(decode('4401020304')).toEqual(Buffer.from([1, 2, 3, 4]))
  expect(decode('a26161016162820203')).toEqual(new Map<string, unknown>([['a', 1], ['b', [2, 3]]]))
  expect(decodeCbor(Buffer.from('a10102ff', 'hex'))).toEqual({ value: new Map([[1, 2]]), end: 3 })
})

it.each([
  ['of which the end is missing', '44010203'],
  ['that promise more than they hold', '9affffffff'],
  ['of indefinite length', '5f42010243030405ff'],
  ['with a tag', 'c074'],
  ['with a float', 'f93c00'],
  ['with a number past 32 bits', '1bffffffffffffffff'],
  ['with a list as a key', 'a18001'],
  ['that nest without end', '81'.repeat(5000)],
  ['without anything', ''],
])('refuses bytes %s', (_name, hex) => {
  expect(() => decode(hex)).toThrow(TypeError)
})
