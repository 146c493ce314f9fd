/** Marks the button that Enter presses when nothing else has the focus. */
export const PRIMARY = 'data-primary'
