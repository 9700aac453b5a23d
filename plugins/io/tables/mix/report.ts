/** What `mixTable` tells while it works. */
export interface MixTableEvent {
  /** `read`: the table is gone through once; `mix`: rows are written. */
  readonly type: 'read' | 'mix'
  readonly done: number
  /** Unknown while the table is read. */
  readonly total?: number
}

/** What `mixTable` did. */
export interface MixTableReport {
  readonly out: string
  readonly mixer: string
  /** The options of the mixer. */
  readonly options: Readonly<Record<string, unknown>>
  /** The bandwidth of C-Mixup in effect, where one was used by a mix of this call. */
  readonly bandwidth?: number
  /** Rows of the file, those that can be used, and those of `train`, which are mixed. */
  readonly rows: number
  readonly used: number
  readonly train: number
  /** Rows in `out`, and how many of them this call wrote. */
  readonly count: number
  readonly made: number
  readonly features: readonly string[]
  readonly targets: readonly string[]
  /** Nothing was written: this is what would be. */
  readonly dryRun: boolean
}
