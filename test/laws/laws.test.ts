import test from 'ava'
import { obeys, studies } from './laws.js'

/** Enough for the controls to fail by far; test/full draws more. */
const PLANS = 8000

for (const study of studies) {
  test(`${study.title} obeys its laws`, obeys, study, PLANS)
}
