import { main } from './main.js'

try {
  process.exitCode = await main(process.argv.slice(2), console.log) ? 0 : 1
} catch (error) {
  console.error(`golden: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
