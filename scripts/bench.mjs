import { runMain, say } from './say.mjs'
import { withScriptedPerson } from './scripted-person.mjs'

const benches = {
  'sign-in': { entry: 'e2e/bench/sign-in.ts', run: ({ benchSignIn }, rounds) => benchSignIn(rounds) },
}
const fewestRounds = 10

async function bench() {
  const [name, rounds = fewestRounds] = process.argv.slice(2)
  const chosen = benches[name]
  if (chosen === undefined || !(Number(rounds) >= 1)) {
    say(`npm run bench -- ${Object.keys(benches).join('|')} [rounds]`)
    return 1
  }
  if (process.platform !== 'linux') {
    say('The benches run on Linux only: they take a virtual desktop.')
    return 1
  }
  return await withScriptedPerson(module => chosen.run(module, Number(rounds)), chosen.entry)
}

await runMain(bench)
