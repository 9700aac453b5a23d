/**
 * Says how far memory went up while a large file was worked on, in bytes: `node large-child.js
 * ARGUMENT …` runs the command; `… read FILE` reads it whole, to show what that takes.
 */
import { run } from '../../../plugins/cli/run.js'
import { readCloud, writeCloud } from '../../../plugins/io/index.js'
import { peakMemory } from '../../memory.js'

const [first, ...rest] = process.argv.slice(2)
const small = process.env.SMALL as string
const work = async (args: readonly string[]): Promise<void> => {
  const said: string[] = []
  const write = (text: string): void => { said.push(text) }
  const code = await run([...args], {
    out: write, err: write, interactive: false, signal: new AbortController().signal
  })
  if (code !== 0) throw new Error(said.join(''))
}
// All code is there, and hot, before it is measured
await work(['convert', small, `${small}.ply`, '--force'])
await work(['voxelize', small, `${small}.voxels.ply`, '--size', '1', '--force'])
const before = peakMemory()
if (first === 'read') await writeCloud(rest[1], await readCloud(rest[0]))
else await work([first, ...rest])
console.log(peakMemory() - before)
