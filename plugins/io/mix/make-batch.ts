import { fail } from '../../../core/errors.js'
import { freeze } from '../../../core/index.js'
import { targetsOf } from '../images/batches.js'
import type { Loaded } from '../images/load.js'
import type { Job } from './job.js'
import type { MixedTargets } from './mix-targets.js'
import { mixTargets } from './mix-targets.js'
import type { Painted } from './paint.js'
import { paint } from './paint.js'
import type { PlanLine } from './plan-line.js'
import type { Step } from './steps.js'

/** A batch that is painted and not yet written. */
export interface Made {
  readonly line: Omit<PlanLine, 'first' | 'outputs'>
  readonly painted?: Painted
  readonly targets: MixedTargets
}

/** Plans and paints what was loaded of a step. */
export async function makeBatch (job: Job, { step, files }: Step, loaded: Loaded): Promise<Made> {
  const { request: { classes, backend, height, width }, mix, loader } = job
  const skipped = loaded.broken.map(({ file, problem }) => ({ file, problem }))
  const left = loaded.kept.map(at => files[at])
  if (left.length === 0)
    return { line: { step, on: 'host', sources: [], skipped }, targets: {} }
  const given = targetsOf(job.split, loaded, left)
  const { x } = loaded
  const plan = await freeze(mix.plan({ x, ...given }, { step }))
  const painted = await paint(plan, x, backend, loader.buffers)
  loader.buffers?.give(x.data)
  const [, ...shape] = painted.x.shape
  if (String(shape) !== String([height, width, 3]))
    throw fail('PLAN', 'outputs', `must be images of shape [${height}, ${width}, 3]`, shape)
  const sources = left.map((file, i) => ({
    file: file.path,
    sha256: loaded.sha256[i],
    ...given.label === undefined ? {} : { class: given.label[i] },
    ...given.boxes === undefined ? {} : { boxes: given.boxes[i] },
    ...file.mask === undefined || loaded.maskSha256 === undefined
      ? {}
      : { mask: { file: file.mask, sha256: loaded.maskSha256[i] } }
  }))
  return {
    line: { step, on: painted.on, sources, skipped, plan },
    painted,
    targets: mixTargets(plan, given, left.length, classes.length, [height, width])
  }
}
