// One complaint, from the yellow box to the answer, by five people who each see only what is theirs.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { Somebody } from './people.js'

const pictures = join(dirname(fileURLToPath(import.meta.url)), '../../docs/images')

/** Pictures for the README are made anew only when asked for: `PICTURES=1 npm test`. */
async function picture(page, name, options = {}) {
  if (!process.env.PICTURES) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled', ...options })
}

test('five people take a service complaint from the box to the answer', async ({ browser }) => {
  // Amina empties the box at Ashbourne House.
  const amina = await Somebody.signIn(browser, 'amina')
  await amina.accessible()
  await amina.goto('/record/detention-complaints/find')
  await amina.record(
    {
      category: 'service-delivery',
      place: 'Ashbourne House',
      escort: 'no',
      force: 'no',
      urgent: 'no',
      anonymous: 'no',
      'complainant-name': 'Samir “<b>Sam</b>” Haddad',
      'made-by': 'detained',
      'needs-translation': 'no',
      'board-withheld': 'no',
      statement: 'My bag was not there when I was moved here. <script>alert(1)</script> *Nobody* wrote it down.',
      incident: { day: 2, month: 3, year: 2017 },
      received: { day: 6, month: 3, year: 2017 },
      officers: ['Rhys Colman (Detention custody officer, Alder Custodial Services)'],
    },
    [6, 3, 2017, '9:30am'],
  )
  if (await amina.page.locator('.govuk-error-summary').count()) throw new Error(await amina.page.locator('main').innerText())
  await expect(amina.page.getByRole('heading', { level: 1 })).toHaveText('Check your answers')
  await amina.accessible()
  await picture(amina.page, 'record-check')
  await amina.page.getByRole('button', { name: 'Record the complaint' }).click()
  await expect(amina.page).toHaveURL(/\/recorded$/)
  await amina.accessible()
  const address = new URL(amina.page.url()).pathname.replace(/\/recorded$/, '')
  const reference = decodeURIComponent(address.replace('/cases/', '')).replaceAll('-', '/').replaceAll('_', '-')
  await expect(amina.page.locator('main')).toContainText(reference)
  await picture(amina.page, 'recorded')

  // The same form again, as after pressing “back”: one complaint only.
  await amina.take(address, 'scan', { 'board-copied': 'yes', 'original-filed': 'Complaints file, centre office' }, [6, 3, 2017, '11:00am'])

  // Joan in the customer service unit passes it on; Neil at the hub logs it; Joan allocates it.
  const joan = await Somebody.signIn(browser, 'joan')
  await joan.accessible()
  await joan.take(address, 'send-to-hub', { 'urgent-checked': 'nothing-urgent', subject: 'Service: property lost or damaged' }, [7, 3, 2017, '10:00am'])
  const neil = await Somebody.signIn(browser, 'neil')
  await neil.take(address, 'log', { 'number-kind': 'home-office', number: 'H1234567' }, [8, 3, 2017, '10:00am'])
  await joan.take(address, 'allocate', {}, [8, 3, 2017, '11:00am'])

  // Every date explains itself.
  await expect(joan.page.locator('main')).toContainText('5 April 2017')
  await joan.goto(`${address}/why/respond/1`)
  await expect(joan.page.locator('main')).toContainText('5 April 2017')
  await expect(joan.page.locator('main')).toContainText('paragraph 36')
  await expect(joan.page.getByText('Saturday').first()).toBeVisible()
  await picture(joan.page, 'why', { fullPage: true })
  await joan.goto(`${address}/why/acknowledge/1`)
  await expect(joan.page.locator('main')).toContainText('10 March 2017')

  // Rhys, who is complained about and works in the same team, cannot find, list or open it.
  const rhys = await Somebody.signIn(browser, 'rhys')
  const refused = await rhys.page.goto(address)
  expect(refused.status()).toBe(404)
  await rhys.goto(`/complaints?q=${encodeURIComponent('Haddad')}&open=all`)
  await expect(rhys.page.locator('main')).not.toContainText(reference)
  const unknown = await rhys.page.goto('/cases/DC-1999-00001')
  expect(unknown.status()).toBe(404)

  // Carla, the supplier's complaints officer, investigates and drafts.
  const carla = await Somebody.signIn(browser, 'carla')
  await carla.take(address, 'assign', { investigator: ['Carla Mossman (Complaints officer, Alder Custodial Services)'], points: ['The bag was lost in a move', 'Nobody wrote down that it was asked for'] }, [8, 3, 2017, '2:00pm'])
  await carla.take(address, 'acknowledge', {}, [9, 3, 2017, '2:10pm'])
  await carla.take(address, 'record-evidence', { evidence: 'Read the property cards of both centres.' }, [15, 3, 2017, '10:00am'])
  await carla.take(
    address,
    'draft',
    {
      investigation: 'We read the property cards of both centres and spoke to the reception officers.',
      'findings-1': 'substantiated',
      'findings-2': 'not-substantiated',
      action: 'The bag was found and handed over. #panic("x") $x$ stays as it is written.',
      loss: 'none',
    },
    [28, 3, 2017, '10:00am'],
  )
  await carla.goto(`${address}/letters/response`)
  await picture(carla.page, 'letter')
  // She may not approve what she drafted, and is told why.
  await carla.goto(address)
  await carla.page.getByText('What cannot be done now').click()
  await expect(carla.page.locator('aside')).toContainText('someone other than')
  await picture(carla.page, 'case')
  const own = await carla.page.goto(`${address}/steps/approve`)
  expect(own.status()).toBe(403)
  await expect(carla.page.locator('main')).toContainText('someone other than')

  // David, her manager, approves; Carla sends.
  const david = await Somebody.signIn(browser, 'david')
  await david.take(address, 'approve', {}, [29, 3, 2017, '9:00am'])
  await carla.take(address, 'respond', {}, [30, 3, 2017, '9:00am'])

  // The answer is a PDF with its title, and the words that the order prescribes are in its plain twin.
  await carla.goto(`${address}/documents`)
  await expect(carla.page.locator('main')).toContainText('Sent')
  const link = carla.page.locator('main a[href*="/documents/"]').first()
  const pdf = await carla.page.request.get(await link.getAttribute('href'))
  expect(pdf.headers()['content-type']).toBe('application/pdf')
  const bytes = await pdf.body()
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(bytes.toString('latin1')).toContain('pdfuaid')
  await carla.goto(`${address}/timeline`)
  await expect(carla.page.locator('main')).toContainText('you may also appeal to the Prisons and Probation Ombudsman')
  await picture(carla.page, 'timeline')

  // Joan records the outcome and closes it.
  await joan.take(address, 'record-outcome', { quality: 'good' }, [31, 3, 2017, '9:00am'])
  await joan.take(address, 'no-action-points', { 'no-action-reason': 'Every enquiry about property is written down from now on.' }, [31, 3, 2017, '9:30am'])
  await joan.take(address, 'close', {}, [31, 3, 2017, '10:00am'])
  await expect(joan.page.locator('main')).toContainText('Closed')
  for (const page of ['/timeline', '/documents', '/people', '/links', '/chain', '/looked']) await joan.goto(address + page)
  await expect(joan.page.locator('main')).toContainText('Carla Mossman')

  // Grace of the monitoring board sees it, and what was copied to her.
  const grace = await Somebody.signIn(browser, 'grace')
  await expect(grace.page.locator('main')).toContainText(reference)
  await grace.accessible()
  await grace.goto(address)
  await picture(grace.page, 'board')

  // Nobody's browser met a script or a style that the policy forbids, and no script in a name ran.
  for (const somebody of [amina, joan, neil, carla, david, grace]) {
    expect(somebody.errors.filter((text) => /Content Security Policy|Refused to/.test(text)), somebody.name).toEqual([])
  }

  // Afterwards the record proves itself untouched.
  const target = process.env.CARGO_TARGET_DIR ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'redress/target')
  const binary = process.env.REDRESS ?? join(target, 'debug/redress')
  const database = join(process.env.REDRESS_TEST_FOLDER, 'demo/redress.db')
  expect(execFileSync(binary, ['verify', '--database', database]).toString()).toContain('Untouched')
  expect(execFileSync(binary, ['rebuild', '--dry-run', '--database', database]).toString()).toContain('equal a rebuild')
})
