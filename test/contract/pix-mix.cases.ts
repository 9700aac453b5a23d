import test from 'ava'
import { times, useBackend } from '../../core/index.js'
import { image } from './domains.js'
import { pixMix } from './methods/pix-mix.js'
import { factsHere, labelsOf, picturesOf, SHAPE, SIZE } from './pictures.js'
import { drawn, entry, mixLabels, near, paint, planOf, rowsOf } from './rows.js'

test.before(async () => { await useBackend('cpu') })

/** One byte operation on a number in 0 … 1, in float32 as tensors have it. */
function operated (value: number, which: number, level: number): number {
  const round = Math.fround
  const byte = Math.floor(Math.min(255, round(value * 255)))
  if (which === 0) {
    const threshold = 256 - Math.floor(round(round(level) * round(25.6)))
    return (byte < threshold ? byte : 255 - byte) / 255
  }
  const factor = round(round(round(level) * round(0.18)) + round(0.1))
  return Math.floor(Math.min(255, round(byte * factor))) / 255
}

test('PixMix lets rows meet themselves and mixing pictures, in rounds of their own number', t => {
  const pools = picturesOf({ pictures: 3 })
  const mixer = pixMix({ operations: ['solarize', 'brightness'] })
  const plan = planOf(mixer, factsHere({ pools: { pictures: { size: 3 } } }), 2)
  const take = drawn(plan)
  const augmentation = () => ({ which: take('operation'), level: take('level') })
  const start = times(SIZE, () => take('start') === 1 ? augmentation() : undefined)
  const rounds = times(SIZE, () => times(take('rounds'), () => {
    const itself = take('itself') === 1
    const operation = itself ? augmentation() : undefined
    const picture = itself ? 0 : take('picture')
    const multiplies = take('blend') === 1
    const shrinks = take('shrink') === 1
    const a = shrinks ? take('a') : 1 + take('a')
    const b = shrinks ? take('b') : -take('b')
    return { itself, operation, picture, multiplies, a, b }
  }))
  t.true(take.done())
  const counts = rounds.map(list => list.length)
  t.true(new Set(counts).size > 2, `rows have ${counts.join(', ')} rounds`)
  t.true(rounds.flat().some(({ multiplies, itself }) => multiplies && itself))
  t.true(rounds.flat().some(({ multiplies, itself }) => !multiplies && !itself))

  const clip = (value: number): number => Math.min(1, Math.max(0, value))
  near(t, paint(plan, image, pools), rowsOf([SIZE, ...SHAPE], (i, ...place) => {
    const own = entry(pools.batch, i, ...place)
    const first = start[i]
    let p = first === undefined ? own : operated(own, first.which, first.level)
    for (const { operation, picture, multiplies, a, b } of rounds[i]) {
      const q = operation === undefined
        ? entry(pools.pictures, picture, ...place)
        : operated(own, operation.which, operation.level)
      p = clip(multiplies
        ? (2 * p) ** a * Math.max(2 * q, 1e-37) ** b / 2
        : (a * (2 * p - 1) + b * (2 * q - 1) + 1) / 2)
    }
    return p
  }), 2e-5)
  const labels = labelsOf(pools)
  near(t, mixLabels(plan, labels), rowsOf([SIZE, 4], (i, klass) => entry(labels.batch, i, klass)))
})
