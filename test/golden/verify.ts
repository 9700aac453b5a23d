import { readGolden, type GoldenFile } from './files.js'
import { broken, verifyCases, type FileReport, type VerifyOptions } from './verify-cases.js'

export type { CaseReport, FileReport } from './verify-cases.js'

/** Runs every case of a golden file. A file that is none fails as one case. */
export async function verifyFile (path: string, options: VerifyOptions): Promise<FileReport> {
  let file: GoldenFile
  try {
    file = readGolden(path)
  } catch (error) {
    return { path, key: path, count: 1, cases: [broken('(the file)', error)], skipped: false }
  }
  return verifyCases(file, options)
}
