const anything = /^/
const features =
  /^(?:(?:AcceleratedVideo(?:De|En)code\w*|CanvasOopRasterization|DefaultANGLEVulkan|FluentOverlayScrollbar|OverlayScrollbar|UseOzonePlatform|Vaapi\w+|Vulkan|VulkanFromANGLE|Wayland\w+|WebRTCPipeWireCapturer|WebUIDarkMode)(?:,|$))*$/

/**
 * The switches that the app may be started with, each with what it may be set to: those that desktops add, and that
 * people give every Electron app for their screen, their language and their network. One that writes a file, opens a port,
 * runs a program, brings code or decides whom to trust is not for this list. Sources: Electron's documentation, "Supported
 * Command Line Switches"; Chromium's `*_switches.cc`; the Arch wiki, "Wayland", "Chromium" and "HiDPI".
 */
const everywhere: Readonly<Record<string, RegExp>> = {
  // The app's own: it was started at login.
  hidden: /^$/,
  // Where and how the window is drawn.
  'ozone-platform': /^(?:auto|wayland|x11)$/,
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
  // What way requests go. TLS says who answers them.
  'host-resolver-rules': anything,
  'no-proxy-server': /^$/,
  'proxy-auto-detect': /^$/,
  'proxy-bypass-list': anything,
  'proxy-pac-url': anything,
  'proxy-server': anything,
  'disable-http2': /^$/,
  'disable-http-cache': /^$/,
  // Nothing of Latchkey's is encrypted by Chromium.
  'password-store': /^[\w-]*$/,
  // The start script of an AppImage adds it where there are no user namespaces. What comes of it is seen, and said.
  'no-sandbox': /^$/,
}

/** What the system itself adds, as the makers of the package and of the system say. Not run there. */
const bySystem: Partial<Record<NodeJS.Platform, readonly RegExp[]>> = {
  // Finder's process serial number; defaults for one run, which Xcode and `open --args` set.
  darwin: [/^psn_/, /^NS[A-Z]/, /^Apple[A-Z]/],
  // electron-builder's installer after an update; a click on a notification.
  win32: [/^updated$/, /^ToastActivated$/, /^Embedding$/],
}

/** Whether the app may be started with this switch, set to this; an empty text where it is set to nothing. */
export const isKnownSwitch = (name: string, value: string, platform: NodeJS.Platform): boolean =>
  (Object.hasOwn(everywhere, name) && everywhere[name]?.test(value) === true) ||
  bySystem[platform]?.some(pattern => pattern.test(name)) === true
