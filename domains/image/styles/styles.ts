import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import { fail } from '../../../core/errors.js'
import type { Batch, PoolReader } from '../../../core/index.js'
import { checkTensor, isTensor, parseOptions, takeRows } from '../../../core/index.js'
import { rowsOf, takeBatch } from '../../../core/run/take.js'
import { adapted, adaptedOptions } from './adapted.js'

/** Networks of style transfer, supplied by the user; both are trained elsewhere. */
export interface StyleOptions {
  /** Images `[n, height, width, channels]` to features; the images themselves by default. */
  readonly encode?: (images: Tensor4D) => Tensor
  /** Features to images of the shape that came; the features themselves by default. */
  readonly decode?: (features: Tensor4D) => Tensor
  /** Added to variances; 1e-5 by default. */
  readonly epsilon?: number
}

/**
 * The pool `styles` of StyleMix and StyleCutMix: every image of a batch in the style of every other
 * one, of which those that a plan shows are made, when it is carried out. Row `c · n + s` of the n²
 * is image c in the style of image s, with the targets of image c.
 *
 * `createMixer(stylecutmix(), { pools: { styles: styles({ encode, decode }) } })`. StyleMix mixes
 * features: give it `styles()`, batches of features, and decode what it makes of them.
 *
 * @returns a pool for `createMixer`. What is made throws INPUT for images that are no tensor,
 *   TARGET for a target of other rows, TENSOR for a decoder that gives other shapes.
 * @throws OPTION for networks that are no functions
 */
export function styles (options: StyleOptions = {}): (mixed: Batch) => PoolReader {
  if (typeof options !== 'object' || options === null)
    throw fail('OPTION', 'styles', 'options', 'must be an object', options)
  const { encode = same, decode = same, ...rest } = options
  for (const [name, network] of Object.entries({ encode, decode })) {
    if (typeof network !== 'function')
      throw fail('OPTION', 'styles', name, 'must be a function of a tensor', network)
  }
  const { epsilon } = parseOptions('styles', adaptedOptions, rest, ['encode', 'decode'])
  return mixed => {
    const { x, ...targets } = Object(mixed) as Batch<Tensor4D>
    const [size] = (x as Partial<Tensor4D> | undefined)?.shape ?? [0]
    return {
      facts: { size: size * size },
      take (rows) {
        if (!isTensor(x) || x.rank !== 4)
          throw fail('INPUT', 'styles', 'x', 'must be a tensor [n, height, width, channels]', x)
        for (const [name, value] of Object.entries(targets)) {
          const found = value === undefined ? size : rowsOf(value)
          if (found !== size) {
            throw fail('TARGET', 'styles', name,
              `must have one entry for each of the ${size} rows, got ${found}`)
          }
        }
        const content = rows.map(row => Math.floor(row / size))
        const features = encode(x) as Tensor4D
        checkTensor(features, 'styles', 'encode(x)')
        const styled = adapted(
          takeRows(features, content), takeRows(features, rows.map(row => row % size)), { epsilon })
        const images = decode(styled)
        checkTensor(images, 'styles', 'decode(features)')
        const wanted = [rows.length, ...x.shape.slice(1)].join(', ')
        if (images.shape.join(', ') !== wanted)
          throw fail('TENSOR', 'styles', 'decode(features)', `must be [${wanted}]`, images)
        return { ...takeBatch(targets as Batch, content), x: images }
      }
    }
  }
}

function same<X> (x: X): X {
  return x
}
