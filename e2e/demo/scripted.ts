import path from 'node:path'
import { createAlbum } from './album.ts'
import { takeDesktopPictures } from './desktop-pictures.ts'
import { takePictures } from './gallery.ts'
import { tellStory } from './story.ts'
import { createTimeline } from './timeline.ts'
import { inWorld, onDesktop } from './world.ts'

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

/** The pictures in docs/: the same states, with a code and a computer's name that are the same each time, and a desktop. */
export async function makeScreenshots(folder: string): Promise<void> {
  await inWorld(async world => {
    const album = await createAlbum({ folder, tray: world.tray, deviceName: 'Studio' })
    await takePictures(world, album, { codes: ['KYLX', 'W4TP'] })
  }, ordinary)
  await onDesktop(stage => takeDesktopPictures(stage, folder), ordinary)
}

/** Root's windows have no sandbox, and say so. */
const NOBODY = 65_534
const ordinary = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY, account: '' } : null
