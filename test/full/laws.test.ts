import test from 'ava'
import { obeys, studies } from '../laws/laws.js'

// These take minutes; with few plans, wrong laws are not told from right ones.
for (const study of studies) {
  test(`${study.title} obeys its laws over 20,000 plans`, obeys, study, 20_000)
}
