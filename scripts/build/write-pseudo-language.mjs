// For the end-to-end tests: Playwright compiles what it loads to CommonJS, in which the bundler's modules do not run.
import { writePseudoLanguage } from './pseudo-language.mjs'

await writePseudoLanguage(process.argv[2] ?? '')
