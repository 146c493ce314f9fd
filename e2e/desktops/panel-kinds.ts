import type { Kind } from './panels.ts'

const libraries = '/usr/lib/x86_64-linux-gnu'

interface XfceOptions {
  readonly darkMode?: boolean
  /** At the end of the panel, as people have it. */
  readonly atEnd?: boolean
}

/** Xfce's panel with nothing but the tray in it. */
export function xfceWith({ darkMode = false, atEnd = false }: XfceOptions = {}): Kind {
  const room = `
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>`
  return {
    name: 'xfce4-panel',
    windowManager: ['xfwm4'],
    files: {
      'xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml': `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="${darkMode}"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array">${atEnd ? '\n        <value type="int" value="2"/>' : ''}
        <value type="int" value="1"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray"/>${atEnd ? room : ''}
  </property>
</channel>
`,
    },
    before: [[`${libraries}/xfce4/xfconf/xfconfd`]],
    command: ['xfce4-panel', '--disable-wm-check'],
    watcher: true,
  }
}

export const xfce = xfceWith()

const mate: Kind = {
  name: 'mate-panel',
  windowManager: ['openbox'],
  files: {
    'glib-2.0/settings/keyfile': `[org/mate/panel/general]
toplevel-id-list=['top']
object-id-list=['notification-area']

[org/mate/panel/toplevels/top]
expand=true
orientation='top'
size=32

[org/mate/panel/objects/notification-area]
object-type='applet'
applet-iid='NotificationAreaAppletFactory::NotificationArea'
toplevel-id='top'
position=10
`,
  },
  before: [['/usr/lib/mate-panel/notification-area-applet']],
  command: ['mate-panel'],
  watcher: true,
}

const lxqt: Kind = {
  name: 'lxqt-panel',
  windowManager: ['openbox'],
  files: {
    'lxqt/panel.conf': `panels=panel1

[panel1]
plugins=statusnotifier
position=Top
desktop=0
panelSize=32
iconSize=22

[statusnotifier]
type=statusnotifier
`,
  },
  before: [],
  command: ['lxqt-panel'],
  watcher: true,
}

const tint2: Kind = {
  name: 'tint2',
  windowManager: ['openbox'],
  files: {
    'tint2/tint2rc': `rounded = 0
border_width = 0
background_color = #333333 100
panel_items = S
panel_size = 100% 32
panel_position = top center horizontal
panel_background_id = 1
systray = 1
systray_padding = 4 4 4
systray_icon_size = 22
`,
  },
  before: [],
  command: ['tint2'],
  watcher: false,
}

/** Panels of X11 that show items of the bus. */
export const panels = [xfce, mate, lxqt]

/** A panel that has only the older way, of X11. */
export const olderPanel = tint2
