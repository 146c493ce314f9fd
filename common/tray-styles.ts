/** Of the tray's icon: in its colours, or in one, for panels of the other. Alone, since the icon waits for it. */
export const trayStyles = ['coloured', 'for-dark-panels', 'for-light-panels'] as const
