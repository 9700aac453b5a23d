/** How much a plan may ask for: one from elsewhere is refused before anything larger is made. */
export interface Limits {
  /** Outputs of one plan. A column that lists as many numbers takes 32 MiB. */
  readonly outputs: number
  /** Pieces of all layers of a plan. Checking them one by one takes well under a second. */
  readonly pieces: number
  /** Axes of a frame: three of space, time, frequency and a few to spare. */
  readonly axes: number
  /** Cells of a frame or of one mask: an image of 8192 × 8192 pixels. */
  readonly cells: number
  /** Bytes that the mask of one layer takes when its rule is run: 4,000 masks of 512 × 512. */
  readonly levels: number
  /** Plans in a chain of `then`: more than anyone composes by hand. */
  readonly depth: number
  /** Objects and lists within one another: a whole chain, and options as deep again. */
  readonly nesting: number
  /** Objects, lists and keys: numbers stand in columns, so that honest plans have hundreds. */
  readonly nodes: number
  /** Entries of written lists: those of numbers are short, since longer ones are base64. */
  readonly entries: number
  /** Characters of the text: three million row numbers, in base64. */
  readonly text: number
  /** Characters of any other text in it: captions, class names. */
  readonly string: number
  /** Characters of a key, or of the name of a mixer, step, rule, pool or axis. */
  readonly name: number
}

/** The limits in effect unless others are asked for. */
export const defaultLimits: Limits = {
  outputs: 2 ** 22,
  pieces: 2 ** 24,
  axes: 8,
  cells: 2 ** 26,
  levels: 2 ** 30,
  depth: 32,
  nesting: 64,
  nodes: 2 ** 13,
  entries: 2 ** 18,
  text: 2 ** 24,
  string: 2 ** 16,
  name: 2 ** 8
}
