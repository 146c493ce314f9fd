import { bootstrap } from './bootstrap.mjs'
import { run } from './command.mjs'
import { runMain } from './say.mjs'
import { tool } from './tool.mjs'

await runMain(async () => {
  await bootstrap({ purpose: 'check' })
  const { command, args } = tool('oxfmt', process.argv.slice(2))
  return (await run(command, args)).code
})
