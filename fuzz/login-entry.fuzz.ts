import fc from 'fast-check'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { patientWork } from '../main/files/patient-work.fake.ts'
import { entry } from '../main/launch-at-login/autostart-entry.ts'
import { desktopKeys, desktopLines, MAIN_GROUP } from '../main/launch-at-login/desktop-keys.ts'
import { commandOf, isOurs, turned, withCommand } from '../main/launch-at-login/entry-text.ts'
import { isReadAlike } from '../main/launch-at-login/readers.ts'
import { switchesOff } from '../main/launch-at-login/turned-off.ts'
import { desktopLoginItem } from '../main/launch-at-login/xdg.ts'
import { countReached } from '../common/reached.fake.ts'
import { fuzz } from './fuzz.ts'

const program = '/opt/Latchkey/Latchkey'
const own = [program, '--hidden']

/** Pieces of which commands are made, and which have gone wrong. */
const words = String.raw`" ' \ \\ \" $ % %% %U %f \s \n ~ # = ; | ä [ ] sh -c env exec --hidden "--hidden" FOO=a /bin/sh /gone/latchkey`
const odd = ['`', ' ', '  ', '\t', '\0', '\r', '\u2028', '\u202e', '\ufffd', '\ud800']
const long = ['x', ' ', '%', '"', '\\'].map(each => each.repeat(200))
const piece = fc.constantFrom(program, ...words.split(' '), ...odd, ...long)
const text = fc.oneof(
  { weight: 4, arbitrary: fc.array(piece, { maxLength: 8 }).map(pieces => pieces.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
)
const value = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.constantFrom(
    'true',
    'false',
    '1',
    '0',
    'Application',
    'Link',
    'GNOME;KDE;',
    'if-exists x',
    'unless-exists ../../x',
    '/',
  ),
  fc.constant(`"${program}" "--hidden"`),
  fc.constant('"/gone/Latchkey.AppImage" "--hidden"'),
)
const keys =
  'Exec Exec Exec Type Hidden TryExec Path Name OnlyShowIn NotShowIn X-systemd-skip X-GNOME-Autostart-enabled ' +
  'AutostartCondition X-KDE-autostart-condition exec __proto__ Name[de] Exec[$e] Exec[de] Hidden[$i] Hidden[$d]'
const key = fc.constantFrom('', ...keys.split(' '))
const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(key, fc.constantFrom('=', ' = ', '\t=', ''), value).map(parts => parts.join('')),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '[Desktop Entry]',
      ' [Desktop Entry] x',
      '[Desktop Entry][$i]',
      '[Desktop Entry][a]',
      '[$i]',
      '[Desktop Action a]',
      '[',
      '[]',
      '[[a]]',
      '',
      '# Exec=x',
    ),
  },
  { weight: 1, arbitrary: text },
)
const lines = fc
  .tuple(
    fc.constantFrom('[Desktop Entry]\nType=Application\n', '[Desktop Entry]\n', '', entry(own)),
    fc.array(line, { maxLength: 8 }),
  )
  .map(([head, more]) => `${head}${more.join('\n')}`)

const isOn = (content: string) => ![...desktopKeys(content)].some(([name, said]) => switchesOff(name, said))

describe('a login entry', () => {
  const ours = countReached()

  fuzz('its text', lines, content => {
    const keys = desktopKeys(content)
    const off = turned(content, false)
    const on = turned(content, true)
    if (desktopLines(content).some(({ group }) => group === MAIN_GROUP)) {
      expect(desktopKeys(off).get('Hidden')).toBe('true')
    }
    // What is undone is as it was; what was on before is not even touched.
    expect(turned(off, true)).toBe(on)
    if (isOn(content)) expect(on).toBe(content)
    expect(isOn(on)).toBe(true)
    expect(desktopKeys(on).get('Exec')).toBe(keys.get('Exec'))
    if (keys.has('Exec')) expect(commandOf(desktopKeys(withCommand(content, own)))).toEqual(own)
    // Ours is only what we could have written.
    if (!isOurs(content, '--hidden')) return
    ours.again()
    expect(desktopKeys(entry(commandOf(keys) ?? [])).get('Exec')).toBe(keys.get('Exec'))
  })

  const memory = '/dev/shm'
  const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'latchkey-fuzz-'))
  const path = join(folder, 'autostart', 'entry.desktop')
  mkdirSync(dirname(path))
  const formerPath = join(dirname(path), 'former.desktop')
  const item = desktopLoginItem({
    path,
    formerPath,
    within: [folder],
    program,
    argument: '--hidden',
    link: join(folder, 'link'),
    desktop: { names: 'GNOME', configuration: folder },
    work: patientWork(),
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const bytes = fc.oneof(
    { weight: 5, arbitrary: lines.map(content => Buffer.from(content)) },
    {
      weight: 1,
      arbitrary: fc
        .uint8Array({ maxLength: 60 })
        .map(each => Buffer.concat([Buffer.from('[Desktop Entry]\n'), each])),
    },
  )
  const startsByIt = async () => ['on', 'by-hand', 'another-copy'].includes(await item.state())

  fuzz(
    'its file',
    bytes,
    async content => {
      for (const name of readdirSync(dirname(path))) rmSync(join(dirname(path), name))
      writeFileSync(path, content)
      const theirs = !isOurs(content.toString(), '--hidden')
      await item.repair()
      if (theirs) expect(readFileSync(path).equals(content)).toBe(true)
      const before = await item.state()
      expect(before).not.toBe('unknown')
      const isText = Buffer.from(content.toString()).equals(content)
      const refusal = !isText
        ? 'no text'
        : before === 'another-program'
          ? 'starts another program'
          : undefined
      if (refusal !== undefined) {
        await expect(item.set(false)).rejects.toThrow(refusal)
        await expect(item.set(true)).rejects.toThrow(refusal)
        expect(readFileSync(path).equals(content)).toBe(true)
        return
      }
      const turnedOff = await item.set(false).then(
        () => true,
        () => false,
      )
      expect(await startsByIt()).toBe(!turnedOff)
      if (!turnedOff) {
        expect(isReadAlike(content.toString())).toBe(false)
        expect(readFileSync(path).equals(content)).toBe(true)
        return
      }
      if (theirs && before === 'off') expect(readFileSync(path).equals(content)).toBe(true)
      const kept = await item.set(true)
      // No program is there, so that nothing is on but what a person may know to be.
      if (kept) expect(theirs || content.length > 0).toBe(true)
      if (theirs && before === 'by-hand')
        expect(desktopKeys(readFileSync(path, 'utf8')).get('Exec')).toBe(
          desktopKeys(content.toString()).get('Exec'),
        )
      if (theirs && before === 'off' && content.toString().trim() !== '') {
        const texts = readdirSync(dirname(path)).map(name => readFileSync(join(dirname(path), name), 'utf8'))
        expect(
          texts.some(each => each === content.toString() || turned(content.toString(), true) === each),
        ).toBe(true)
      }
    },
    1 / 50,
  )

  it('was ours often enough', () => ours.atLeast(50))
})
