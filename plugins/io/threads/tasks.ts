import { loadImages } from '../images/load.js'
import { encodeImages, writeImages } from '../mix/encode.js'

/** What threads do, by name. Requests travel as results do: they are plain data. */
export const tasks = { load: loadImages, encode: encodeImages, write: writeImages } as const

export type TaskName = keyof typeof tasks
export type Asked<Name extends TaskName> = Parameters<typeof tasks[Name]>[1]
export type Finished<Name extends TaskName> = Awaited<ReturnType<typeof tasks[Name]>>['result']
