import type { StepDefinition } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { choose } from './choose.js'
import { colors } from './colors.js'
import { columns } from './columns.js'
import { move } from './move.js'
import { parts } from './parts.js'
import { spoil } from './spoil.js'
import type { CloudStep } from './step.js'
import { voxel } from './voxel.js'
import { warp } from './warp.js'

/** All steps on clouds, by name. */
export const cloudSteps: Readonly<Record<string, CloudStep>> =
  { ...move, ...choose, ...columns, ...colors, ...parts, ...voxel, ...warp, ...spoil }

/** The same as the core knows steps: on tensors, where that can be. */
export const steps: Readonly<Record<string, StepDefinition>> = Object.fromEntries(
  Object.entries(cloudSteps).map(([name, { parameters, onTensor }]) => [name, {
    parameters,
    run: onTensor ?? (() => {
      throw fail('PLAN', `step "${name}"`, 'needs clouds on the host, not a tensor', name)
    })
  }]))
