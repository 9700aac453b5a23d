import { codes } from '#codes'
import { fromBase64 } from '../../plan/base64.js'
import { smallFactors } from '../factors.js'
import { unitRoots } from '../roots.js'

type Names = 'divide' | 'pairRows' | 'partRows' | 'passOf2' | 'passOf4' | 'passOfOdd'
type Kernels = Readonly<Record<Names, (...numbers: number[]) => void>>

interface Engine { readonly kernels: Kernels, readonly memory: WebAssembly.Memory }

const PAGE = 2 ** 16
const BYTES = Float64Array.BYTES_PER_ELEMENT
/** Memory never shrinks: larger arrays are transformed without it. 16 MB. */
const LARGEST = 2 ** 19
/** Rows of so few terms are cheaper by the sum that defines them. */
export const FEW = 2
/** What `passOfOdd` keeps of a pair of terms, and how many pairs the largest radix has. */
const SPARE = 64 * 7

/** Nothing where no WebAssembly runs, or none with vectors. */
let engine: Engine | false | undefined

/**
 * What `irfftN` does after its spectrum is cut or padded to `half`, some four times as fast, to
 * the same bits. Nothing where that cannot be, or would not pay: a length with a large prime, few
 * rows or terms, no engine.
 *
 * @param half - the shape of the spectrum: that of `output`, but for the last axis
 * @param write - puts the spectrum into two arrays of zeros
 */
export function realInverse (
  half: readonly number[], output: readonly number[],
  write: (re: Float64Array, im: Float64Array) => void
): Float64Array | undefined {
  const [terms, columns] = [half[half.length - 1], output[output.length - 1]]
  const rows = half.slice(0, -1).reduce((product, length) => product * length, 1)
  const pairs = Math.ceil(rows / 2)
  const radices = output.map(smallFactors)
  // Vectors of two numbers may reach over the end by one
  const size = Math.max(rows * terms, columns * pairs) + 2
  if (pairs < 2 || terms <= FEW || size > LARGEST || radices.includes(undefined)) return undefined
  engine ??= start()
  if (!engine) return undefined
  const { kernels, memory } = engine
  const apart = size * BYTES
  const roots = SPARE + 4 * apart
  const missing = roots + 2 * BYTES * Math.max(...output) - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE))
  const view = (at: number, count: number): Float64Array =>
    new Float64Array(memory.buffer, at, count)
  let [here, there] = [SPARE, SPARE + 2 * apart]

  /** The inverse transform of each of `count` numbers along an axis, which `lanes` run beside. */
  const along = (axis: number, lanes: number, count: number): void => {
    const length = output[axis]
    view(roots, 2 * length).set(rootsOf(length))
    let step = 1
    for (const radix of radices[axis]!) {
      const rest = length / step / radix
      const pass = radix === 4 ? kernels.passOf4 : radix === 2 ? kernels.passOf2 : kernels.passOfOdd
      for (let first = 0; first < count; first += length * lanes) {
        // Backwards: the parts change their roles
        const [from, to] = [here, there].map(place => place + first * BYTES + apart)
        pass(from, to, -apart, rest, step, step * lanes, roots, radix, 0)
      }
      step *= radix
      const swap = here
      here = there
      there = swap
    }
    kernels.divide(here, count, length)
    kernels.divide(here + apart, count, length)
  }

  const [re, im] = [view(here, rows * terms), view(here + apart, rows * terms)]
  re.fill(0)
  im.fill(0)
  write(re, im)
  for (let axis = 0, lanes = rows * terms; axis < half.length - 1; axis++) {
    lanes /= half[axis]
    along(axis, lanes, rows * terms)
  }
  // Terms that are not there are 0
  if (terms <= columns / 2) view(there, 2 * size).fill(0)
  kernels.pairRows(here, apart, there, apart, rows, terms, columns)
  const swap = here
  here = there
  there = swap
  along(output.length - 1, pairs, columns * pairs)
  kernels.partRows(here, apart, there, rows, columns)
  return view(there, rows * columns).slice()
}

/** The roots of a length, both parts of each side by side. */
function rootsOf (length: number): Float64Array {
  const { re, im } = unitRoots(Int32Array.from({ length }, (_, k) => k), length)
  return Float64Array.from({ length: 2 * length }, (_, k) => (k % 2 === 0 ? re : im)[k >> 1])
}

/** Nothing yet where the code is still on its way. */
function start (): Engine | false | undefined {
  const code = codes()?.transforms
  if (code === undefined) return undefined
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 2 ** 16 })
    const module = new WebAssembly.Module(Uint8Array.from(fromBase64(code) ?? []))
    const { exports } = new WebAssembly.Instance(module, { env: { memory } })
    return { kernels: exports as Kernels, memory }
  } catch {
    return false
  }
}
