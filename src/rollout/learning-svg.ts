import { learningByIteration, type LearningCurve } from './learning-curve.js'

const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [720, 360, 48, 40, 180, 44]
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9']

/** The rates of success by iteration as a picture: the kinds with most sessions, and all together in black. No scripts, no fonts of others. */
export function learningSvg(curves: readonly LearningCurve[]): string {
  const shown = curves.slice(0, COLOURS.length)
  const longest = Math.max(2, ...curves.map(({ iterations }) => iterations.length))
  const x = (iteration: number): string => (LEFT + ((iteration - 1) / (longest - 1)) * (WIDTH - LEFT - RIGHT)).toFixed(1)
  const y = (rate: number): string => (HEIGHT - BOTTOM - rate * (HEIGHT - TOP - BOTTOM)).toFixed(1)
  const line = (points: readonly { iteration: number; rate?: number }[], colour: string, width: number): string => {
    const places = points.flatMap(({ iteration, rate }) => (rate === undefined ? [] : [`${x(iteration)},${y(rate)}`]))
    return places.length === 0 ? '' : `<polyline fill="none" stroke="${colour}" stroke-width="${width}" points="${places.join(' ')}"/>`
  }
  const text = (at: string, up: string, says: string, more = ''): string => `<text x="${at}" y="${up}"${more}>${escaped(says)}</text>`
  const legend = [...shown.map(({ name }, at) => ({ name, colour: COLOURS[at] ?? '' })), { name: 'all kinds', colour: '#000000' }]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-label="Success rate by iteration">`,
    '<rect width="100%" height="100%" fill="#ffffff"/>', text(String(LEFT), '22', 'Success rate by iteration, last five sessions', ' font-size="14"'),
    ...[0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((rate) => [`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(rate)}" y2="${y(rate)}" stroke="${rate === 0.8 ? '#888888' : '#dddddd'}"${rate === 0.8 ? ' stroke-dasharray="4 3"' : ''}/>`, text(String(LEFT - 8), y(rate), `${Math.round(rate * 100)} %`, ' text-anchor="end" dominant-baseline="middle"')]),
    text(x(1), String(HEIGHT - 22), '1', ' text-anchor="middle"'), text(x(longest), String(HEIGHT - 22), String(longest), ' text-anchor="middle"'), text(x((longest + 1) / 2), String(HEIGHT - 8), 'iteration', ' text-anchor="middle"'),
    ...shown.map(({ iterations }, at) => line(iterations, COLOURS[at] ?? '', 1.5)), line(learningByIteration(curves), '#000000', 3),
    ...legend.flatMap(({ name, colour }, at) => [`<rect x="${WIDTH - RIGHT + 14}" y="${TOP + at * 20}" width="12" height="12" fill="${colour}"/>`, text(String(WIDTH - RIGHT + 32), String(TOP + 10 + at * 20), name.length > 22 ? `${name.slice(0, 21)}…` : name)]),
    '</svg>', ''
  ].filter((part, at, all) => part !== '' || at === all.length - 1).join('\n')
}

function escaped(text: string): string {
  // Control characters are no XML, whatever they are written as.
  return text.replaceAll(/[\u0000-\u001f\u007f]/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
