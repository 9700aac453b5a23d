import { scripted } from '../../../core/index.js'
import { augmix, operationNames } from '../../../domains/image/index.js'
import type { OperationName } from '../../../domains/image/index.js'
import type { Adapter, GivenArray } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry } from '../given.js'

/** One operation of AugMix: a chain of it alone, which is all that is seen. */
export const augmixOps: Adapter = (inputs, _params, decisions) => {
  const { data, shape } = entry<GivenArray>(inputs, 'image')!
  const name = entry<string>(decisions, 'op')!.replaceAll('_', '-')
  if (!operationNames.includes(name as OperationName)) throw new Error(`no operation "${name}"`)
  const mixer = augmix({ width: 1, depth: 1, severity: 10, operations: [name as OperationName] })
  const level = entry<number>(decisions, 'sampledLevel')
  const flip = entry<boolean>(decisions, 'negated')
  const draws = scripted({
    mixed: [1], shares: [1], depth: [1], operation: [0],
    ...level === undefined ? {} : { level: [level] },
    ...flip === undefined ? {} : { flip: [flip] }
  })
  const x = { data: Uint8Array.from(data), shape: [1, ...shape] }
  const { mixed } = carryOut({ mixer, draws, batch: { x } })
  return { image: { data: (mixed.x as typeof x).data, shape } }
}
