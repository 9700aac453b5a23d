import test from 'ava'
import fc from 'fast-check'
import { philox } from '../../core/random/philox.js'

const MASK = 0xffffffffn

/** The paper's round in whole numbers of any size. */
function reference (counter: readonly number[], key: readonly number[]): number[] {
  let [a, b, c, d] = counter.map(BigInt)
  let [left, right] = key.map(BigInt)
  for (let round = 0; round < 10; round++) {
    const first = 0xd2511f53n * a
    const second = 0xcd9e8d57n * c;
    [a, b, c, d] = [second >> 32n ^ b ^ left, second & MASK, first >> 32n ^ d ^ right, first & MASK]
    left = left + 0x9e3779b9n & MASK
    right = right + 0xbb67ae85n & MASK
  }
  return [a, b, c, d].map(Number)
}

function block (counter: readonly number[], key: readonly number[]): number[] {
  const into = new Uint32Array(4)
  philox(counter[0], counter[1], counter[2], counter[3], key[0], key[1], into)
  return Array.from(into)
}

test('the known answers of Random123 come out', t => {
  const all = 0xffffffff
  t.deepEqual(block([0, 0, 0, 0], [0, 0]), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8])
  t.deepEqual(
    block([all, all, all, all], [all, all]), [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]
  )
  t.deepEqual(
    block([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]),
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
  )
})

test('every block equals that of exact whole-number arithmetic', t => {
  const edge = fc.constantFrom(0, 1, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff)
  const word = fc.oneof(fc.integer({ min: 0, max: 0xffffffff }), edge)
  const counters = fc.tuple(word, word, word, word)
  fc.assert(fc.property(counters, fc.tuple(word, word), (counter, key) => {
    t.deepEqual(block(counter, key), reference(counter, key))
  }), { seed: 1, numRuns: 2000 })
})

test('signed words mean the same as unsigned ones', t => {
  const counter = [0x80000000, 0xffffffff, 0xdeadbeef, 7]
  const key = [0x90000000, 0xf0000001]
  t.deepEqual(block(counter.map(word => word | 0), key.map(word => word | 0)), block(counter, key))
})
