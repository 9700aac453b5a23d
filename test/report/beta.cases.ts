import test from 'ava'
import { betaBelow, logGamma } from '../../plugins/report/beta.js'

const points = [0, 1e-6, 0.01, 0.2, 0.5, 0.7, 0.99, 1]

test('the beta law has the closed forms that are known of it', t => {
  for (const x of points) {
    t.true(Math.abs(betaBelow(x, 1, 1) - x) < 1e-12)
    t.true(Math.abs(betaBelow(x, 3, 1) - x ** 3) < 1e-12)
    t.true(Math.abs(betaBelow(x, 1, 0.3) - (1 - (1 - x) ** 0.3)) < 1e-12)
    t.true(Math.abs(betaBelow(x, 0.5, 0.5) - 2 / Math.PI * Math.asin(Math.sqrt(x))) < 1e-12)
    t.true(Math.abs(betaBelow(x, 2, 2) - x * x * (3 - 2 * x)) < 1e-12)
  }
})

test('the beta law grows, and what is below x and above it make 1', t => {
  for (const [alpha, beta] of [[0.2, 0.2], [0.05, 4], [40, 2], [300, 300]]) {
    const values = points.map(x => betaBelow(x, alpha, beta))
    t.deepEqual(values, [...values].sort((a, b) => a - b))
    for (const x of points) {
      t.true(Math.abs(betaBelow(x, alpha, beta) + betaBelow(1 - x, beta, alpha) - 1) < 1e-12)
    }
  }
})

test('the logarithm of gamma is that of factorials, and of the square root of π', t => {
  let factorial = 1
  for (let n = 1; n < 20; n++) {
    t.true(Math.abs(logGamma(n) - Math.log(factorial)) < 1e-11)
    factorial *= n
  }
  t.true(Math.abs(logGamma(0.5) - Math.log(Math.PI) / 2) < 1e-12)
})
