const anything = /^/
const features =
  /^(?:(?:AcceleratedVideo(?:De|En)code\w*|CanvasOopRasterization|DefaultANGLEVulkan|FluentOverlayScrollbar|OverlayScrollbar|UseOzonePlatform|Vaapi\w+|Vulkan|VulkanFromANGLE|Wayland\w+|WebRTCPipeWireCapturer|WebUIDarkMode)(?:,|$))*$/

/**
 * The switches that the app may be started with, each with the values it may have: those that desktops add, and those
 * that people give Electron apps for their screen, language and network. No switch belongs here that writes a file,
 * opens a port, runs a program, loads code or decides whom to trust. Sources: Electron's documentation, "Supported
 * Command Line Switches"; Chromium's `*_switches.cc`; the Arch wiki, "Wayland", "Chromium" and "HiDPI".
 */
export const everywhere: Readonly<Record<string, RegExp>> = {
  // The app's own: started at login.
  hidden: /^$/,
  // Started by a command, which found no app.
  'for-commands': /^$/,
  // Where and how the window is drawn.
  'ozone-platform': /^(?:auto|headless|wayland|x11)$/,
  'ozone-platform-hint': /^(?:auto|wayland|x11)$/,
  'enable-features': features,
  'disable-features': features,
  'enable-wayland-ime': anything,
  'wayland-text-input-version': /^\d$/,
  'gtk-version': /^\d$/,
  'xdg-portal-required-version': /^\d+$/,
  display: anything,
  class: anything,
  'disable-gpu': /^$/,
  'disable-gpu-compositing': /^$/,
  'disable-gpu-driver-bug-workarounds': /^$/,
  'disable-software-rasterizer': /^$/,
  'disable-dev-shm-usage': /^$/,
  'disable-accelerated-2d-canvas': /^$/,
  'disable-accelerated-video-decode': /^$/,
  'enable-gpu-rasterization': /^$/,
  'enable-zero-copy': /^$/,
  'ignore-gpu-blocklist': /^$/,
  force_high_performance_gpu: /^$/,
  force_low_power_gpu: /^$/,
  'use-gl': /^[\w-]+$/,
  'use-angle': /^[\w-]+$/,
  'force-color-profile': /^[\w-]+$/,
  'force-dark-mode': /^$/,
  'force-device-scale-factor': /^[\d.]+$/,
  'high-dpi-support': /^[\d.]+$/,
  'disable-font-subpixel-positioning': /^$/,
  'disable-lcd-text': /^$/,
  'font-render-hinting': /^\w+$/,
  'disable-smooth-scrolling': /^$/,
  'start-maximized': /^$/,
  'force-prefers-reduced-motion': /^$/,
  'force-renderer-accessibility': anything,
  lang: /^[\w.@-]*$/,
  // Which way requests go. TLS makes sure who answers.
  'host-resolver-rules': anything,
  'no-proxy-server': /^$/,
  'proxy-auto-detect': /^$/,
  'proxy-bypass-list': anything,
  'proxy-pac-url': anything,
  'proxy-server': anything,
  'disable-http2': /^$/,
  'disable-http-cache': /^$/,
  // Chromium encrypts nothing for Latchkey.
  'password-store': /^[\w-]*$/,
  // An AppImage's start script adds it if there are no user namespaces. The window then says that there is no sandbox.
  'no-sandbox': /^$/,
}

/** What the system itself adds, by the documentation of the packager and the system. Not tried there. */
const bySystem: Partial<Record<NodeJS.Platform, readonly RegExp[]>> = {
  // Finder's process serial number; defaults for one run, which Xcode and `open --args` set.
  darwin: [/^psn_/, /^NS[A-Z]/, /^Apple[A-Z]/],
  // electron-builder's installer after an update; a click on a notification.
  win32: [/^updated$/, /^ToastActivated$/, /^Embedding$/],
}

/** Whether the app may be started with this switch and value. The value is empty if there is none. */
export const isKnownSwitch = (name: string, value: string, platform: NodeJS.Platform): boolean =>
  (Object.hasOwn(everywhere, name) && everywhere[name]?.test(value) === true) ||
  bySystem[platform]?.some(pattern => pattern.test(name)) === true
