/**
 * What a screen reader should say. `alert`: before everything else, since it ends what the person was doing.
 * `progress`: only if it lasts, since its outcome is announced too.
 */
export interface Announcement {
  readonly manner: 'progress' | 'polite' | 'alert'
  readonly text: string
}

export const polite = (said: string): Announcement => ({ manner: 'polite', text: said })
export const progress = (said: string): Announcement => ({ manner: 'progress', text: said })
