import path from 'node:path'

/** What a mix is written to, relative to its folder. */
export const layout = {
  images: 'images',
  masks: 'masks',
  labels: 'labels.csv',
  boxes: 'boxes.jsonl',
  plans: 'plans.jsonl',
  manifest: 'manifest.json',
  /** Only there while a process is mixing. */
  lock: '.lock'
} as const

/** The formats that mixed images are written in, and their extensions. */
export const extensions = { png: 'png', jpeg: 'jpg', webp: 'webp' } as const
export type OutputFormat = keyof typeof extensions

/** The name of an output, by its number: six digits, or more where there are more. */
export function outputName (index: number, format: OutputFormat): string {
  return `${layout.images}/${String(index).padStart(6, '0')}.${extensions[format]}`
}

/** The name of the mask of an output. */
export function maskName (index: number): string {
  return `${layout.masks}/${String(index).padStart(6, '0')}.png`
}

/** The number of an output or a mask by the name of its file; none for any other file. */
export function outputIndex (name: string): number | undefined {
  const match = /^(\d{6,15})\.(?:png|jpg|webp)(?:\.tmp)?$/.exec(path.basename(name))
  return match === null ? undefined : Number(match[1])
}
