/**
 * Everything that Chromium lets a policy switch off, as the page itself lists it; e2e/specs/hardening-powers.spec.ts
 * asks the page what is left. Chromium logs a warning for a name that it does not know.
 */
const FEATURES =
  `accelerometer attribution-reporting autoplay browsing-topics camera ch-device-memory ch-downlink ch-dpr
  ch-ect ch-prefers-color-scheme ch-prefers-reduced-motion ch-prefers-reduced-transparency ch-rtt ch-save-data ch-ua
  ch-ua-arch ch-ua-bitness ch-ua-form-factors ch-ua-full-version ch-ua-full-version-list ch-ua-mobile ch-ua-model
  ch-ua-platform ch-ua-platform-version ch-ua-wow64 ch-viewport-height ch-viewport-width ch-width clipboard-read
  clipboard-write compute-pressure cross-origin-isolated display-capture encrypted-media fullscreen gamepad geolocation
  gyroscope hid identity-credentials-get idle-detection interest-cohort join-ad-interest-group keyboard-map local-fonts
  magnetometer microphone midi otp-credentials payment picture-in-picture private-aggregation private-state-token-issuance
  private-state-token-redemption publickey-credentials-create publickey-credentials-get run-ad-auction screen-wake-lock
  serial shared-storage shared-storage-select-url storage-access sync-xhr unload usb window-management
  xr-spatial-tracking`.split(/\s+/)

/** A header that switches all of it off. */
export const PERMISSIONS_POLICY = FEATURES.map(feature => `${feature}=()`).join(', ')
