import test from 'ava'
import { backends } from '../backends.js'
import { agrees, oracles } from './oracles.js'

/** A few of each, so that this is quick; test/full tries thousands. */
const runs: Readonly<Record<string, number>> =
  { timm: 200, 'attentivemix-plus': 20, guidedmixup: 20, comixup: 20, puzzlemix: 20 }

for (const backend of backends) {
  for (const oracle of oracles) {
    const title = `${oracle.name} gives what its naive version gives on ${backend}`
    test.serial(title, agrees, oracle, backend, runs[oracle.name] ?? 50)
  }
}
