import path from 'node:path'
import { createAlbum } from './album.ts'
import { takePictures } from './gallery.ts'
import { tellStory } from './story.ts'
import { createTimeline } from './timeline.ts'
import { inWorld } from './world.ts'

/** The main job by a scripted person, then pictures of every state into the folder. Throws where anything fails. */
export async function runScriptedDemo(folder: string): Promise<void> {
  const timeline = createTimeline()
  await inWorld(async world => {
    await tellStory(world, timeline)
    timeline.step('Now into every state in turn, for its pictures')
    const album = await createAlbum({
      folder,
      tray: world.tray,
      onTaken: name => timeline.step(`  ${name}`),
    })
    await takePictures(world, album)
    timeline.step(`${album.count()} pictures and menu.txt are in ${path.relative(process.cwd(), folder)}`)
  })
}

/** The pictures of the README: the same states, with a code and a computer's name that are the same each time. */
export async function makeScreenshots(folder: string): Promise<void> {
  await inWorld(async world => {
    const album = await createAlbum({ folder, tray: world.tray, deviceName: 'Studio' })
    await takePictures(world, album, { codes: ['KYLX', 'W4TP'] })
  }, ordinary)
}

/** Root's windows have no sandbox, and say so. */
const NOBODY = 65_534
const ordinary = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY, account: '' } : null
