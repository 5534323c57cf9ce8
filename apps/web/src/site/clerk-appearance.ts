/** Clerk's components in this site's colours, in light and in dark. */
export const clerkAppearance = {
  cssLayerName: 'clerk',
  variables: {
    colorPrimary: 'var(--accent)',
    colorPrimaryForeground: 'var(--on-accent)',
    colorBackground: 'var(--surface)',
    colorForeground: 'var(--ink)',
    colorMuted: 'var(--sunken)',
    colorMutedForeground: 'var(--muted)',
    colorNeutral: 'var(--ink)',
    colorInput: 'var(--surface)',
    colorInputForeground: 'var(--ink)',
    colorBorder: 'var(--line-strong)',
    colorRing: 'var(--ring)',
    colorDanger: 'var(--danger)',
    borderRadius: '0.5rem',
    fontFamily: "'Inter Variable', ui-sans-serif, system-ui, sans-serif",
  },
}
