import { array, entry, numbers } from '../given.js'
import type { Numbers, Results } from '../results.js'
import type { GivenCase, LabellingLaw } from './law.js'
import { numbersOf, part } from './law.js'

/** PuzzleMix: the energy that its authors' solver is given, in whole numbers of float32 sums. */
export const puzzlemix: LabellingLaw = {
  labelling: 'mask',

  measure ({ params, decisions }, results, by) {
    const side = entry<number>(params, 'blockNum')!
    const labels = entry<number>(params, 'nLabels')!
    const [beta, eta] = [entry<number>(params, 'beta')!, entry<number>(params, 'eta')!]
    const lambda = Math.fround(numbers(decisions, 'lam')[0])
    const mask = part(results, 'mask')
    const [own, source, vertical, horizontal] =
      ['unaryOfOwn', 'unaryOfSource', 'pairwiseVertical', 'pairwiseHorizontal']
        .map(name => part(by, name).data)
    const large = 1000 * side * side
    const choose = [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1]][labels - 1]
    const prior = choose.map((ways, j) => -eta / side ** 2 *
      Math.log(ways * lambda ** (labels - 1 - j) * (1 - lambda) ** j + 1e-8))
    const { fround } = Math
    const energies = Array.from({ length: mask.shape[0] }, (_, row) => {
      const label = (y: number, x: number): number =>
        Math.round((1 - mask.data[(row * side + y) * side + x]) * (labels - 1))
      const meets = (weight: number, a: number, b: number): number =>
        Math.trunc(fround(large * fround(weight + fround(beta / side / 16)))) *
          (a - b) ** 2 / (labels - 1) ** 2
      let energy = 0
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          const k = (row * side + y) * side + x
          const t = label(y, x) / (labels - 1)
          const cost = fround(fround(fround(1 - t) * source[k]) + fround(fround(t) * own[k]))
          energy += Math.trunc(fround(large * fround(cost + fround(prior[label(y, x)]))))
          if (y + 1 < side) {
            energy += meets(vertical[(row * (side - 1) + y) * side + x],
              label(y, x), label(y + 1, x))
          }
          if (x + 1 < side) {
            energy += meets(horizontal[(row * side + y) * (side - 1) + x],
              label(y, x), label(y, x + 1))
          }
        }
      }
      return energy
    })
    return new Map([['energy', numbersOf([energies.length], energies)]])
  },

  follow (given, results) {
    const mask = part(results, 'mask')
    const each = mask.data.length / mask.shape[0]
    const ratio = Array.from({ length: mask.shape[0] }, (_, row) => {
      let sum = 0
      for (let k = 0; k < each; k++) sum += mask.data[row * each + k]
      return sum / each
    })
    const moves = ['Own', 'Source'].map(name =>
      results.has(`plan${name}_rowToCol`) ? movesOf(results, name) : undefined)
    return new Map([
      ['ratio', numbersOf([ratio.length], ratio)],
      ['images', imagesOf(given, mask, moves)],
      ...moves.flatMap((move, k) => move === undefined ? [] : move.told(['Own', 'Source'][k]))
    ])
  }
}

interface Moves {
  /** The patch that is shown in a place of a row, -1 for none. */
  from (row: number, place: number): number
  readonly side: number
  told (name: string): Array<[string, Numbers]>
}

/** Patches by where they go; a patch that goes nowhere is told to go to 0. */
function movesOf (results: Results, name: string): Moves {
  const [to, given] = ['rowToCol', 'rowSum'].map(kind => part(results, `plan${name}_${kind}`))
  const [rows, each] = to.shape
  const from = new Int32Array(rows * each).fill(-1)
  const taken = new Int32Array(rows * each)
  const kept = new Int32Array(rows * each)
  for (let k = 0; k < rows * each; k++) {
    if (given.data[k] === 0) continue
    const first = Math.floor(k / each) * each
    kept[k] = to.data[k]
    taken[first + to.data[k]] += given.data[k]
    from[first + to.data[k]] = k - first
  }
  return {
    from: (row, place) => from[row * each + place],
    side: Math.sqrt(each),
    told: called => [
      [`plan${called}_rowToCol`, numbersOf(to.shape, kept, true)],
      [`plan${called}_colSum`, numbersOf(to.shape, taken, true)]
    ]
  }
}

function imagesOf (
  { inputs, decisions }: GivenCase, mask: Numbers, moves: ReadonlyArray<Moves | undefined>
): Numbers {
  const { data, shape } = array(inputs, 'images')
  const [rows, height, width, channels] = shape
  const partner = numbers(decisions, 'perm')
  const side = mask.shape[1]
  const at = (image: number, y: number, x: number) => (c: number): number =>
    data[((image * height + y) * width + x) * channels + c]
  const pixel = (
    image: number, row: number, y: number, x: number, move: Moves | undefined
  ): ((c: number) => number) => {
    if (move === undefined) return at(image, y, x)
    const patch = height / move.side
    const from = move.from(row, Math.floor(y / patch) * move.side + Math.floor(x / patch))
    return from < 0
      ? () => 0
      : at(image, Math.floor(from / move.side) * patch + y % patch,
        from % move.side * patch + x % patch)
  }
  const mixed = new Float64Array(data.length)
  for (let k = 0, row = 0; row < rows; row++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const share = mask.data[(row * side + Math.floor(y * side / height)) * side +
          Math.floor(x * side / width)]
        const own = pixel(row, row, y, x, moves[0])
        const other = pixel(partner[row], row, y, x, moves[1])
        for (let c = 0; c < channels; c++) mixed[k++] = share * own(c) + (1 - share) * other(c)
      }
    }
  }
  return numbersOf(shape, mixed)
}
