import test from 'ava'
import { scoreBeats, scoreOnsets, scoreTempi, tempoAccuracy } from '../../domains/audio/index.js'

const beats = Array.from({ length: 16 }, (_, k) => 0.3 + 0.5 * k)

test('beats that are those annotated have full marks', t => {
  const { f, cemgil, pScore, cmlc, cmlt, amlt, informationGain } = scoreBeats(beats, beats)
  t.deepEqual([f, cemgil, pScore, cmlc, cmlt, amlt], [1, 1, 1, 1, 1, 1])
  t.true(informationGain > 0.999)
})

test('nothing to find and nothing found has no F', t => {
  t.is(scoreBeats([], []).f, null)
  t.is(scoreOnsets([], []).f, null)
  t.is(scoreOnsets([1], []).f, 0)
})

test('an onset is found once, and within the window, its ends included', t => {
  t.deepEqual(scoreOnsets([1], [0.95, 1.05]), { f: 2 / 3, precision: 0.5, recall: 1 })
  t.is(scoreOnsets([1], [1.051]).f, 0)
})

test('times that fall, and tempi that are none, are refused', t => {
  t.throws(() => scoreOnsets([2, 1], []), { message: /"reference\[1\]" must be/ })
  t.throws(() => scoreBeats([], [NaN]), { message: /"estimated\[0\]" must be/ })
  t.throws(() => scoreTempi([60], 0.5, [60, 120]), { message: /must be two tempi/ })
  t.throws(() => scoreTempi([60, 120], 2, [60, 120]), { message: /"weight" must be/ })
})

test('a tempo twice as fast is right at another level only', t => {
  t.deepEqual(tempoAccuracy(100, 200), { acc1: false, acc2: true })
  t.deepEqual(tempoAccuracy(100, 103.9), { acc1: true, acc2: true })
  t.deepEqual(tempoAccuracy(100, null), { acc1: false, acc2: false })
})
