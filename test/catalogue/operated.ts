import type { Exemption } from './entry.js'

/** What no mixer can have that does operations of bytes to images. */
export const operated: readonly Exemption[] = [
  {
    property: 'target-shares',
    reason: 'operations change the colours that tell of shares; the target stays what it is'
  },
  {
    property: 'gradient',
    reason: 'what operations give are bytes, which have no slope; test/image/operations looks at it'
  },
  {
    property: 'host-equals-tensor',
    reason: 'bytes are compared with floats up to 255, where white is 1; test/image/operations ' +
      'compares them with floats up to 1, to the bit'
  },
  {
    property: 'batch-of-one',
    reason: 'an image that goes through operations is another image'
  },
  {
    property: 'hidden-map-even-edges',
    reason: 'operations are of bytes, which hidden maps have none of'
  },
  {
    property: 'hidden-map-odd-edges',
    reason: 'operations are of bytes, which hidden maps have none of'
  }
]

/** What holds of masks where nothing is moved, but cannot be seen in colours. */
export const recoloured: readonly Exemption[] = [
  {
    property: 'masks-follow',
    reason: 'operations change the colours that tell of masks; test/image/operations looks at them',
    when: photometric
  },
  {
    property: 'annotations-follow',
    reason: 'operations change the colours that tell of boxes; test/image/operations looks at them',
    when: photometric
  }
]

/** Whether no operation moves anything. */
function photometric (options: unknown): boolean {
  const { operations = ['rotate'] } = options as { operations?: readonly string[] }
  return !operations.some(name => /rotate|shear|translate/.test(name))
}
