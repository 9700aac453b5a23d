import { createReadStream } from 'node:fs'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import { checkPlain } from './clear.js'
import { layout } from './layout.js'
import type { Manifest } from './manifest.js'
import type { PlanLine } from './plan-line.js'
import { readPlanLine } from './plan-line.js'

/** The longest line that is read: a batch of the largest plan. */
const LONGEST = 2 ** 25

/**
 * The batches of a mix that are finished, one by one.
 *
 * @throws FORMAT for lines that are none, or do not follow one another as the manifest says; PLAN
 *   for a plan that is not sound
 */
export async function * planLines (
  folder: string, { request, done }: Manifest
): AsyncGenerator<PlanLine> {
  const file = path.join(folder, layout.plans)
  await checkPlain(folder, layout.plans)
  let step = 0
  let outputs = 0
  for await (const text of linesOf(file, done.plans)) {
    const source = `${file}: line ${step + 1}`
    const line = readPlanLine(source, text, request)
    if (line.step !== step || line.first !== outputs)
      throw fail('FORMAT', source, `must be step ${step} and begin with output ${outputs}`)
    step++
    outputs += line.outputs.length
    yield line
  }
  if (step !== done.steps || outputs !== done.outputs) {
    throw fail('FORMAT', file,
      `has ${step} steps with ${outputs} outputs, not ${done.steps} with ${done.outputs}`)
  }
}

/** The lines among the first bytes of a file. */
async function * linesOf (file: string, bytes: number): AsyncGenerator<string> {
  if (bytes === 0) return
  let parts: Buffer[] = []
  let length = 0
  for await (const chunk of createReadStream(file, { end: bytes - 1 })) {
    let rest = chunk as Buffer
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield Buffer.concat([...parts, rest.subarray(0, end)]).toString()
      rest = rest.subarray(end + 1)
      parts = []
      length = 0
    }
    parts.push(rest)
    length += rest.length
    if (length > LONGEST) throw fail('FORMAT', file, `has a line of more than ${LONGEST} bytes`)
  }
  if (length > 0) throw fail('FORMAT', file, 'ends within a line')
}
