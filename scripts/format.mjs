import { bootstrap } from './bootstrap/bootstrap.mjs'
import { run } from './shared/command.mjs'
import { runMain } from './shared/say.mjs'
import { tool } from './shared/tool.mjs'

await runMain(async () => {
  await bootstrap({ purpose: 'check' })
  const { command, args } = tool('oxfmt', process.argv.slice(2))
  return (await run(command, args)).code
})
