import test from 'ava'
import { backends } from '../backends.js'
import { agrees, oracles } from './oracles.js'

/** More of those with many options, fewer of those whose naive version is slow. */
const runs: Readonly<Record<string, number>> =
  { timm: 600, 'attentivemix-plus': 60, guidedmixup: 60, comixup: 60, puzzlemix: 60 }

for (const backend of backends) {
  for (const oracle of oracles) {
    const title = `${oracle.name} gives what its naive version gives on ${backend}`
    test.serial(title, agrees, oracle, backend, runs[oracle.name] ?? 200)
  }
}
