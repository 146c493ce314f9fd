// For the end-to-end tests: Playwright compiles what it loads to CommonJS, in which the bundler's modules do not run.
import { writePseudoLanguage } from './pseudo-language.mjs'

for (const folder of process.argv.slice(2)) await writePseudoLanguage(folder)
