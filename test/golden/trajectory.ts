import type { Given, GivenArray } from './adapter.js'
import type { GoldenCase } from './files.js'

/** Trainings that were recorded step by step: what is given once in a file is of all its cases. */
export function isTrajectory ({ schema }: Given): boolean {
  return schema === 'msda-trajectory/1'
}

export function trajectoryCases (file: Given): GoldenCase[] {
  const { model, data, optimiser, batchSize, steps } = file
  return (file.cases as Given[]).map(each => {
    const { id, method, sampler, mixAt, alpha, bandwidth, kernel } = each
    const drawn = sampler === 'kernel'
    const { loss, after100, weightNorm } = each as Record<string, Given>
    const losses = loss as unknown as GivenArray
    const metrics = ['validRmse', 'validMape', 'testRmse', 'testMape', 'validPrediction']
    return {
      name: String(id),
      inputs: { model, data, anchors: each.anchors },
      params: { method, sampler, mixAt, alpha, bandwidth, kernel, optimiser, batchSize, steps,
        normSteps: weightNorm.steps },
      decisions: {
        lambda: each.lambda,
        // Where a kernel chose, the uniforms are given and the partners must come out
        ...drawn ? { uniforms: each.partnerUniform } : { partners: each.partners }
      },
      expected: {
        firstLoss: losses.data[0],
        loss: losses,
        weightNorm: weightNorm.total,
        ...Object.fromEntries(metrics.map(name => [name, after100[name]])),
        ...drawn ? { partners: { ...each.partners as GivenArray, dtype: 'int32' } } : {}
      }
    }
  })
}
