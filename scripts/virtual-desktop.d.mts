export interface VirtualDisplay {
  environment: { DISPLAY: string }
  stop: () => Promise<void>
}
/** Starts a screen that nobody sees, on the first free display number; `size` is its width and height in pixels. */
export function startVirtualDisplay(size?: string): Promise<VirtualDisplay>
