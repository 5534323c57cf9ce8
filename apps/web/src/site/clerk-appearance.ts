/** Clerk's components in this site's colours, in light and in dark. */
export const clerkAppearance = {
  cssLayerName: 'clerk',
  variables: {
    colorPrimary: 'var(--tl-accent)',
    colorPrimaryForeground: 'var(--tl-on-accent)',
    colorBackground: 'var(--tl-surface)',
    colorForeground: 'var(--tl-ink)',
    colorMuted: 'var(--tl-sunken)',
    colorMutedForeground: 'var(--tl-muted)',
    colorNeutral: 'var(--tl-ink)',
    colorInput: 'var(--tl-surface)',
    colorInputForeground: 'var(--tl-ink)',
    colorBorder: 'var(--tl-line-strong)',
    colorRing: 'var(--tl-ring)',
    colorDanger: 'var(--tl-danger)',
    borderRadius: '0.5rem',
    fontFamily: 'system-ui, sans-serif',
  },
}
