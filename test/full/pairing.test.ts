import test from 'ava'
import { sampled } from '../pairing/sampling.js'

test('bins draw by the rows of all pairs: 24 settings, half a million draws each', t => {
  const settings = [...sampled(5000, 500_000)]
  t.is(settings.length, 24)
  for (const { title, z } of settings) {
    t.true(Math.abs(z) <= 3, `${title}: ${z} deviations`)
    t.log(`${title}: ${z.toFixed(2)}`)
  }
  t.true(settings.filter(({ wrong }) => wrong > 10).length >= 8)
})
