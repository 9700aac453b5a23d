import test from 'ava'
import fc from 'fast-check'
import { fromBase64, toBase64 } from '../../core/plan/base64.js'

test('base64 is that of Node for bytes of any kind and length', t => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
    const text = toBase64(bytes)
    t.is(text, Buffer.from(bytes).toString('base64'))
    t.deepEqual(fromBase64(text), bytes)
  }))
})

test('base64 of more bytes than a call takes as arguments is whole', t => {
  const bytes = Uint8Array.from({ length: 300_001 }, (_, i) => i * 7)
  const text = toBase64(bytes)
  t.is(text, Buffer.from(bytes).toString('base64'))
  t.deepEqual(fromBase64(text), bytes)
})

const damaged = {
  'a length that is no multiple of 4': 'AAA',
  'padding that is missing': 'AA',
  'padding of three': 'A===',
  'padding alone': '====',
  'padding inside': 'AA==AAAA',
  'one padding and a letter': 'AA=A',
  'a character of another alphabet': 'AA-_',
  'a space': 'AAA ',
  'a line end': 'AAAA\n\n\n\n',
  'a character above 255': 'AAA\u2115',
  'bits left over after one byte': 'AB==',
  'bits left over after two bytes': 'AAB='
}
for (const [what, text] of Object.entries(damaged)) {
  test(`base64 with ${what} is refused`, t => {
    t.is(fromBase64(text), undefined)
  })
}
