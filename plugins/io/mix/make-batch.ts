import { fail } from '../../../core/errors.js'
import { freeze } from '../../../core/index.js'
import type { HostArray } from '../../../core/index.js'
import type { Loaded } from '../images/load.js'
import { indicesOf } from './job.js'
import type { Job } from './job.js'
import type { Painted } from './paint.js'
import { paint } from './paint.js'
import type { PlanLine } from './plan-line.js'
import { softLabels } from './soft-labels.js'
import type { Step } from './steps.js'

/** A batch that is painted and not yet written. */
export interface Made {
  readonly line: Omit<PlanLine, 'first' | 'outputs'>
  readonly painted?: Painted
  readonly soft?: HostArray<Float32Array>
}

/** Plans and paints what was loaded of a step. */
export async function makeBatch (job: Job, { step, files }: Step, loaded: Loaded): Promise<Made> {
  const { request: { classes, backend, height, width }, mix, loader } = job
  const skipped = loaded.broken.map(({ file, problem }) => ({ file, problem }))
  const left = loaded.kept.map(at => files[at])
  if (left.length === 0) return { line: { step, on: 'host', sources: [], skipped } }
  const label = indicesOf(left, classes)
  const { x } = loaded
  const plan = await freeze(mix.plan(label === undefined ? { x } : { x, label }, { step }))
  const painted = await paint(plan, x, backend, loader.buffers)
  loader.buffers?.give(x.data)
  const [, ...shape] = painted.x.shape
  if (String(shape) !== String([height, width, 3]))
    throw fail('PLAN', 'outputs', `must be images of shape [${height}, ${width}, 3]`, shape)
  const sources = left.map((file, i) => ({
    file: file.path, sha256: loaded.sha256[i], ...label === undefined ? {} : { class: label[i] }
  }))
  return {
    line: { step, on: painted.on, sources, skipped, plan },
    painted,
    ...label === undefined ? {} : { soft: softLabels(plan, label, classes.length, [height, width]) }
  }
}
