/** The classes of a data set, as its label files have them. */
export interface ClassMap {
  readonly name: string
  /** Names of the ids in files. */
  readonly names: Readonly<Record<number, string>>
  /** What models are trained on: an id from 0 for those in files; others are ignored. */
  readonly train: Readonly<Record<number, number>>
  /** Names of the ids that models are trained on. */
  readonly trained: readonly string[]
  /** The id in files of points that count for nothing. */
  readonly ignore: number
  /** Trained classes of which there are instances, by name. */
  readonly things: readonly string[]
}

/** The ids in files of every name, for mixers that are told classes by name. */
export function idsByName ({ names, train, trained }: ClassMap): Record<string, number[]> {
  const ids: Record<string, number[]> = {}
  const add = (name: string, id: number): void => { (ids[name] ??= []).push(id) }
  for (const [id, name] of Object.entries(names)) {
    const own = train[Number(id)] as number | undefined
    add(name, Number(id))
    if (own !== undefined && trained[own] !== name) add(trained[own], Number(id))
  }
  return ids
}
