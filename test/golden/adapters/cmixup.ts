import { cmixup as pairing, mixup, scripted } from '../../../core/index.js'
import type { Adapter, Given, GivenArray, Outputs } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, entry, floats, hostFloats, joined, numbers } from '../given.js'
import { partnersIn } from '../read-plan.js'

/** C-Mixup: rows of a data set as anchors, or a batch and a second one in batch mode. */
export const cmixup: Adapter = (inputs, params, decisions) => {
  if (entry(params, 'kind') !== 'batch') {
    const [x, y] = [array(inputs, 'x'), array(inputs, 'y')]
    return mixed(x, y, numbers(decisions, 'anchorIdx'), params, decisions, {}, [])
  }
  const [x1, y1] = [array(inputs, 'X1'), array(inputs, 'Y1')]
  const size = x1.shape[0]
  const second = Array.from({ length: size }, (_, i) => size + i)
  const x = joined(x1, array(inputs, 'X2'))
  const y = joined(y1, array(inputs, 'Y2'))
  const index = second.map(row => row - size)
  return mixed(x, y, index, params, decisions, { batchMode: true }, second, index)
}

function mixed (
  x: GivenArray, y: GivenArray, index: readonly number[], params: Given, decisions: Given,
  options: object, drawn: readonly number[], asked?: readonly number[]
): Outputs {
  const partners = pairing({
    bandwidth: entry(params, 'bandwidth'), kernel: entry(params, 'kernel'), ...options
  })
  const draws = scripted({
    lambda: numbers(decisions, 'lam'), pair: [...drawn, ...numbers(decisions, 'u')]
  })
  const dataset = { x: floats(x), y: hostFloats(y) }
  const batch = { x: floats(taken(x, index)), y: hostFloats(taken(y, index)), index }
  const mixer = mixup({ pairing: partners })
  const { plan, mixed } = carryOut({ mixer, draws, batch, targets: ['y'], pools: { dataset } })
  const shares = (asked ?? Array.from({ length: x.shape[0] }, (_, i) => i))
    .map(row => Array.from(partners.probabilities(row)))
  return {
    P: shares,
    rowSums: shares.map(row => row.reduce((sum, share) => sum + share, 0)),
    partnerIdx: partnersIn(plan),
    mixX: mixed.x,
    mixY: mixed.y
  }
}

function taken ({ shape, data }: GivenArray, rows: readonly number[]): GivenArray {
  const width = data.length / shape[0]
  return {
    shape: [rows.length, ...shape.slice(1)],
    data: rows.flatMap(row => data.slice(row * width, (row + 1) * width))
  }
}
