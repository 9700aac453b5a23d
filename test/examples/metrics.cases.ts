import test from 'ava'
import { scores } from '../../examples/demo/metrics.js'

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6

test('accuracy, likelihood and calibration error are those worked out by hand', t => {
  // Two bins: confidences 0.9 and 0.8 (right, wrong) in the upper, 0.5 (right) in the lower.
  const probabilities = Float32Array.from([0.9, 0.1, 0.2, 0.8, 0.5, 0.5])
  const { accuracy, nll, ece } = scores(probabilities, Int32Array.from([0, 0, 0]), 2)
  t.true(near(accuracy, 2 / 3))
  t.true(near(nll, -(Math.log(0.9) + Math.log(0.2) + Math.log(0.5)) / 3))
  t.true(near(ece, (Math.abs(1 - 1.7) + Math.abs(1 - 0.5)) / 3))
})

test('the calibration error of sure and right answers is 0, of sure and wrong ones 1', t => {
  const sure = Float32Array.from([1, 0, 0, 1])
  const right = scores(sure, Int32Array.from([0, 1]))
  t.deepEqual(right, { accuracy: 1, nll: 0, ece: 0 })
  const wrong = scores(sure, Int32Array.from([1, 0]))
  t.is(wrong.accuracy, 0)
  t.is(wrong.ece, 1)
  t.true(Number.isFinite(wrong.nll) && wrong.nll > 80)
})

test('a bin holds its upper end and not its lower', t => {
  // Confidences 0.5 (right) and 0.4 (wrong) share the lower bin: |1 - 0.9| / 2. Apart, 0.9 / 2.
  const probabilities = Float32Array.from([0.5, 0.25, 0.25, 0.4, 0.3, 0.3])
  const { ece } = scores(probabilities, Int32Array.from([0, 1]), 2)
  t.true(near(ece, Math.abs(1 - 0.9) / 2))
})
